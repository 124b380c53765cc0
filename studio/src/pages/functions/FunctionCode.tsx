import { useState } from 'react';
import { useFunctionCode, type FunctionConfiguration, type SourceFile } from '../../api/functions';
import { Snippet } from '../../design/Copyable';
import { bytes } from '../../design/numbers';
import { Source } from '../../design/Source';
import { Empty, Failed, Loading } from '../../design/States';

/** The files of a function's code, and how to replace them. */
export function FunctionCode({ of }: { of: FunctionConfiguration }) {
  const code = useFunctionCode(of.FunctionName, of.CodeSha256);
  const [chosen, setChosen] = useState<string>();
  if (code.isPending) {
    return <Loading what="the code" />;
  }
  if (code.isError) {
    return <Failed error={code.error} onRetry={() => void code.refetch()} />;
  }
  const { files, more = false } = code.data;
  const file = files.find(({ name }) => name === chosen) ?? entry(files, of);
  return (
    <div className="function-code">
      {file === undefined ? (
        <div className="card">
          <Empty title="No files">The zip that was deployed is empty.</Empty>
        </div>
      ) : (
        <div className="function-files">
          <FileList files={files} more={more} chosen={file.name} onChoose={setChosen} />
          {file.text === undefined ? (
            <div className="card">
              <Empty title="Not shown">
                {file.name} is {bytes(file.bytes)} of something that is no text, or too much of it.
              </Empty>
            </div>
          ) : (
            <Source name={file.name} text={file.text} />
          )}
        </div>
      )}
      <section className="card function-card" aria-labelledby="replace">
        <h2 id="replace">Replace the code</h2>
        <Snippet
          what="the command"
          text={`aws lambda update-function-code --endpoint-url ${location.origin} \\\n  --function-name ${of.FunctionName} --zip-file fileb://function.zip`}
        />
      </section>
    </div>
  );
}

/** The file that has the handler: `order.handler` is in `order.py`, `shop.Order::handle` and `shop.Order` in `Order.java`. */
function entry(files: readonly SourceFile[], { Runtime = '', Handler = '' }: FunctionConfiguration): SourceFile | undefined {
  const place = Runtime.startsWith('java') ? Handler.split('::')[0] : Handler.split('.').slice(0, -1).join('.');
  const stem = (place ?? '').split(/[./]/).pop();
  const readable = files.filter(({ text }) => text !== undefined);
  return (
    readable.find(({ name }) => name.split('/').pop()?.replace(/\.\w+$/, '') === stem) ??
    readable.find(({ name }) => /\.(py|java|js|mjs|ts)$/.test(name)) ??
    readable[0] ??
    files[0]
  );
}

interface ListProps {
  files: readonly SourceFile[];
  more: boolean;
  chosen: string;
  onChoose: (name: string) => void;
}

function FileList({ files, more, chosen, onChoose }: ListProps) {
  return (
    <nav className="file-list" aria-label="Files">
      <ul>
        {files.map(({ name, bytes: size }) => (
          <li key={name}>
            <button type="button" aria-current={name === chosen || undefined} onClick={() => onChoose(name)}>
              <code>{name}</code>
              <small>{bytes(size)}</small>
            </button>
          </li>
        ))}
      </ul>
      {more && <p className="hint">There are more files than are listed.</p>}
    </nav>
  );
}
