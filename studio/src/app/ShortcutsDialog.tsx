import { Dialog } from '../design/Dialog';
import { PLACES } from './places';

const GENERAL: [string, string][] = [
  ['Ctrl K', 'Find a machine, an execution, a page or an action'],
  ['/', 'The same'],
  ['?', 'This list'],
  ['c', 'Create a state machine'],
  ['Ctrl Enter', 'Do what the open dialog is for'],
  ['Esc', 'Leave a dialog'],
];

const EXECUTION: [string, string][] = [
  ['1 2 3', 'An execution: graph, table, events'],
  ['f', 'An execution: the state at which it failed'],
  ['↓ ↑', 'In a graph: along the transitions, into branches and iterations and out again'],
  ['← →', 'In a graph: to the other branch or alternative'],
  ['Enter', 'In a graph or table: open the step'],
  ['n p', 'On a strip of iterations: the next, the previous that failed'],
];

/** What the keyboard can do. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const places = PLACES.map(({ key, label }): [string, string] => [`g ${key}`, label]);
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" actions={null}>
      <dl className="shortcuts" tabIndex={0}>
        {[...GENERAL, ...places, ...EXECUTION].map(([keys, what]) => (
          <div key={what}>
            <dt>
              {keys.split(' ').map((key) => (
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
