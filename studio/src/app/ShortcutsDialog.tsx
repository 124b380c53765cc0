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

/** What the keyboard can do. */
export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  const places = PLACES.map(({ key, label }): [string, string] => [`g ${key}`, label]);
  return (
    <Dialog open onClose={onClose} title="Keyboard shortcuts" actions={null}>
      <dl className="shortcuts">
        {[...GENERAL, ...places].map(([keys, what]) => (
          <div key={keys}>
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
