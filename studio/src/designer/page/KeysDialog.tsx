import { Dialog } from '../../design/Dialog';
import { COMMANDS, shownKeys } from './commands';
import { useWorkbench } from './workbench';

const GROUPS = ['Walk', 'Add', 'Change', 'See', 'Save and run'] as const;
const FURTHER: [string[], string][] = [
  [['Ctrl', 'V'], 'Paste states behind this one'],
  [['Tab'], 'To the next part of the page: browser, canvas, settings'],
  [['Shift', 'drag'], 'Select what a frame holds'],
];

/** What the keyboard can do in the designer: the same list that the keys are read from. */
export function KeysDialog() {
  const bench = useWorkbench();
  return (
    <Dialog open wide onClose={() => bench.close()} title="Keys of the designer" actions={null}>
      <div className="designer-keys" tabIndex={0}>
        <div>
          {GROUPS.map((group) => (
            <section key={group}>
              <h3>{group}</h3>
              <dl className="shortcuts">
                {COMMANDS.filter((command) => command.group === group).map(({ id, label, keys }) => (
                  <Row key={id} keys={shownKeys(keys[0] ?? '')} label={label} />
                ))}
                {group === 'See' && FURTHER.map(([keys, label]) => <Row key={label} keys={keys} label={label} />)}
              </dl>
            </section>
          ))}
        </div>
      </div>
    </Dialog>
  );
}

function Row({ keys, label }: { keys: string[]; label: string }) {
  return (
    <div>
      <dt>
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </dt>
      <dd>{label}</dd>
    </div>
  );
}
