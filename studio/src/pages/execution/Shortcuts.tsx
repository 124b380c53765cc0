import { Button } from '../../design/Button';
import { Dialog } from '../../design/Dialog';

const KEYS: [keys: string[], what: string][] = [
  [['g', 't', 'e'], 'Graph, table, events'],
  [['f'], 'The state at which it failed'],
  [['↓', '↑'], 'In the graph: along the transitions, into branches and iterations and out again'],
  [['←', '→'], 'In the graph: to the other branch or alternative'],
  [['Enter'], 'Open the step'],
  [['Esc'], 'Close the step'],
  [['←', '→', 'Home', 'End'], 'On the strip of iterations: the one before, the next, the first, the last'],
  [['n', 'p'], 'On the strip: the next, the previous that failed'],
  [['?'], 'This list'],
];

/** What the keyboard does on this page. */
export function Shortcuts({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onClose={onClose} title="Keyboard" actions={<Button onClick={onClose}>Close</Button>}>
      <dl className="shortcuts">
        {KEYS.map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.map((key) => (
                <kbd key={key}>{key}</kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Dialog>
  );
}
