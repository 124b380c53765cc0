import { Link } from 'wouter';
import { addresses, machineArnOf, machineNameOf, nameOf } from '../../api/arns';
import type { FoundExecution } from '../../api/console';
import { ExecutionStatusBadge } from '../../design/Status';
import { Moment, span } from '../../design/Time';
import './executions.css';

interface Props {
  items: FoundExecution[];
  /** Whether they are of several machines. */
  ofMany?: boolean;
  chosen?: ReadonlySet<string>;
  onChoose?: ((chosen: ReadonlySet<string>) => void) | undefined;
}

/** Executions, one a line; with `onChoose`, several can be chosen. */
export function ExecutionsTable({ items, ofMany = false, chosen = new Set(), onChoose }: Props) {
  const choose = (arn: string, on: boolean) => {
    const next = new Set(chosen);
    if (on) {
      next.add(arn);
    } else {
      next.delete(arn);
    }
    onChoose?.(next);
  };
  return (
    <table className="table">
      <thead>
        <tr>
          {onChoose && (
            <th scope="col">
              <input
                type="checkbox"
                aria-label="Choose all that are shown"
                checked={items.every((item) => chosen.has(item.arn))}
                onChange={({ target }) => onChoose(new Set(target.checked ? items.map((item) => item.arn) : []))}
              />
            </th>
          )}
          <th scope="col">Name</th>
          {ofMany && (
            <th scope="col" className="execution-machine">
              State machine
            </th>
          )}
          <th scope="col">Status</th>
          <th scope="col" className="wide">
            Started
          </th>
          <th scope="col" className="wide">
            Version
          </th>
          <th scope="col" className="number wide">
            Redrives
          </th>
          <th scope="col" className={ofMany ? 'number wide' : 'number'}>
            Took
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.arn} data-chosen={chosen.has(item.arn) || undefined}>
            {onChoose && (
              <td>
                <input
                  type="checkbox"
                  aria-label={`Choose ${item.name}`}
                  checked={chosen.has(item.arn)}
                  onChange={(event) => choose(item.arn, event.target.checked)}
                />
              </td>
            )}
            <td className="execution-name">
              <Link href={addresses.execution(item.arn)}>{item.name}</Link>
            </td>
            {ofMany && (
              <td className="execution-machine">
                <Link href={addresses.machine(machineArnOf(item.arn))}>{machineNameOf(item.arn)}</Link>
              </td>
            )}
            <td>
              <ExecutionStatusBadge status={item.status} />
            </td>
            <td className="wide">
              <Moment seconds={item.startedAt / 1000} />
            </td>
            <td className="wide">{releaseOf(item)}</td>
            <td className="number wide">{item.redriveCount ? item.redriveCount : ''}</td>
            <td className={ofMany ? 'number wide' : 'number'}>{item.stoppedAt === undefined ? '' : span(item.stoppedAt - item.startedAt)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function releaseOf({ alias, version }: FoundExecution): string {
  return [alias, version].filter((arn) => arn !== undefined).map(nameOf).join(' → ');
}
