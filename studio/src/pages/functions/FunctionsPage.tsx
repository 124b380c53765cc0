import { Link } from 'wouter';
import { addresses } from '../../api/arns';
import { useFunctions } from '../../api/functions';
import { Page } from '../../design/Page';
import { bytes } from '../../design/numbers';
import { Snippet } from '../../design/Copyable';
import { Empty, Failed, Loading } from '../../design/States';
import { Ago } from '../../design/Time';
import './functions.css';

/** The functions that this server runs itself. */
export default function FunctionsPage() {
  const functions = useFunctions();
  const items = functions.data ?? [];
  return (
    <Page title="Functions">
      <section className="card table-scroll" aria-label="Functions">
        {functions.isPending && <Loading what="the functions" />}
        {functions.isError && <Failed error={functions.error} onRetry={() => void functions.refetch()} />}
        {functions.isSuccess && items.length === 0 && (
          <Empty title="No functions">
            <span>Functions in Java and Python run on this server, deployed as to AWS:</span>
            <div className="functions-how">
              <Snippet
                what="the command"
                text={`aws lambda create-function --endpoint-url ${location.origin} \\\n  --function-name Hello --runtime python3.13 --handler hello.handler \\\n  --role arn:aws:iam::123456789012:role/any --zip-file fileb://hello.zip`}
              />
            </div>
          </Empty>
        )}
        {items.length > 0 && (
          <table className="table">
            <thead>
              <tr>
                <th scope="col">Name</th>
                <th scope="col">Runtime</th>
                <th scope="col" className="wide">
                  Handler
                </th>
                <th scope="col" className="number wide">
                  Memory
                </th>
                <th scope="col" className="number wide">
                  Timeout
                </th>
                <th scope="col" className="number wide">
                  Code
                </th>
                <th scope="col">Changed</th>
              </tr>
            </thead>
            <tbody>
              {items.map((item) => (
                <tr key={item.FunctionArn}>
                  <td>
                    <Link href={addresses.function(item.FunctionName)}>{item.FunctionName}</Link>
                  </td>
                  <td>{item.Runtime}</td>
                  <td className="wide">
                    <code>{item.Handler}</code>
                  </td>
                  <td className="number wide">{item.MemorySize} MB</td>
                  <td className="number wide">{item.Timeout} s</td>
                  <td className="number wide">{bytes(item.CodeSize)}</td>
                  <td>
                    <Ago millis={Date.parse(item.LastModified)} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </section>
    </Page>
  );
}
