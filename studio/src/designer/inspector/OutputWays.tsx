import { at } from '../document/design';
import type { Path } from '../document/path';
import { useEditing, useSet } from './editing';

const AS_WRITTEN = 'written';

/** The usual ways in which an answer goes on, for whoever does not know the expression by heart. */
export function OutputWays({ path }: { path: Path }) {
  const { design, subject } = useEditing();
  const set = useSet();
  const state = path.slice(0, -1);
  const ways = waysOf(subject, String(at(design, [...state, 'Resource']) ?? ''));
  const value = at(design, path);
  const way = ways.find(({ output }) => output === value);
  return (
    <select
      className="input output-ways"
      aria-label={`What goes on from ${subject}`}
      value={way?.title ?? AS_WRITTEN}
      onChange={({ target }) => {
        const chosen = ways.find(({ title }) => title === target.value);
        if (chosen !== undefined) {
          set(path, chosen.output);
        }
      }}
    >
      {ways.map(({ title }) => (
        <option key={title}>{title}</option>
      ))}
      {way === undefined && <option value={AS_WRITTEN}>As it is written below</option>}
    </select>
  );
}

export function waysOf(state: string, resource: string): { title: string; output: string }[] {
  const answer = /:lambda:invoke(\.|$)/.test(resource) ? '$states.result.Payload' : '$states.result';
  const key = keyOf(state);
  return [
    { title: 'What it answers', output: `{% ${answer} %}` },
    { title: `The input, with the answer as ${key}`, output: `{% $merge([$states.input, {'${key}': ${answer}}]) %}` },
    { title: 'The input, with the fields of the answer', output: `{% $merge([$states.input, ${answer}]) %}` },
    { title: 'The input as it came', output: '{% $states.input %}' },
  ];
}

/** `Place order` and `PlaceOrder` are `placeOrder`. */
function keyOf(name: string): string {
  const words = name.match(/[\p{L}\p{N}]+/gu) ?? ['answer'];
  return words.map((word, i) => (i === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1)).join('');
}
