import { describe, expect, test } from 'vitest';
import { graphOf, openDesign, type Design } from '../src/designer/document/design';
import { addState } from '../src/designer/operations';
import { START, type PlacedScope, type PlacedState } from '../src/graph/layout';
import { patchLayout } from '../src/graph/patch';
import { quickLayout } from '../src/graph/quick';
import { toFlow } from '../src/graph/toFlow';
import { corpus } from './designer/corpus';
import { operate } from './designer/operate';
import { Random } from './designer/random';

const SEED = Number(process.env['STEPWELL_SEED'] ?? Date.now() % 1_000_000);
const NONE: ReadonlySet<string> = new Set();

const chain = (count: number) =>
  openDesign(
    JSON.stringify({
      StartAt: 'S0',
      States: Object.fromEntries(
        Array.from({ length: count }, (_, i) => [`S${i}`, { Type: 'Pass', ...(i === count - 1 ? { End: true } : { Next: `S${i + 1}` }) }]),
      ),
    }),
  );

const added = (design: Design, after: string) =>
  addState(design, { container: [], state: { name: 'New', state: { Type: 'Wait', Seconds: 1 } }, at: { kind: 'after', state: after } }).design;

function all(scope: PlacedScope): PlacedState[] {
  return scope.states.flatMap((state) => [state, ...state.inner.flatMap(all)]);
}

describe('the picture after an edit', () => {
  test('is the one before when nothing that is drawn has changed', () => {
    for (const { text } of corpus()) {
      const { root } = graphOf(openDesign(text));
      const before = quickLayout(root, NONE);
      const { nodes, edges } = toFlow(before);
      expect(toFlow(patchLayout(before, root, NONE))).toEqual({ nodes, edges });
    }
  });

  test('has room for what is new, and nothing above it has moved', () => {
    const design = chain(40);
    const before = quickLayout(graphOf(design).root, NONE);
    const after = patchLayout(before, graphOf(added(design, 'S20')).root, NONE);
    const at = new Map(after.states.map((state) => [state.state.name, state]));
    for (const { state, y } of before.states) {
      const moved = (at.get(state.name)?.y ?? 0) - y;
      expect(moved > 0, state.name).toBe(Number(state.name.slice(1)) > 20);
    }
    const sorted = after.states.toSorted((a, b) => a.y - b.y);
    sorted.slice(1).forEach((state, i) => {
      const above = sorted[i] as PlacedState;
      expect(state.y, `${state.state.name} below ${above.state.name}`).toBeGreaterThanOrEqual(above.y + above.height);
    });
    expect(sorted[21]?.state.name).not.toMatch(/^S/);
    expect(after.edges.filter(({ from }) => from === START)).toHaveLength(1);
  });

  test(`has every state and every transition once, whatever was done (seed ${SEED})`, () => {
    const random = new Random(SEED);
    const texts = corpus().map(({ text }) => text);
    for (let run = 0; run < 30; run++) {
      let design = openDesign(random.of(texts));
      let placed = quickLayout(graphOf(design).root, NONE);
      for (let step = 0; step < 8; step++) {
        const [word, { design: next }] = operate(design, random);
        design = next;
        const { root, states } = graphOf(design);
        placed = patchLayout(placed, root, NONE);
        const { nodes, edges } = toFlow(placed);
        const where = `${word}, run ${run}, step ${step}`;
        expect(nodes.filter(({ type }) => type === 'state').map(({ id }) => id).sort(), where).toEqual([...states.keys()].sort());
        const scopes = [root, ...[...states.values()].flatMap(({ inner }) => inner)];
        const written = scopes.flatMap((scope) => scope.edges.map(({ from, to }) => `${from}>${to}`)).sort();
        const drawn = edges.flatMap(({ data }) => (data?.edge === undefined ? [] : [`${data.from}>${data.to}`])).sort();
        expect(drawn, where).toEqual(written);
        for (const { x, y, state } of all(placed)) {
          expect(Number.isFinite(x) && Number.isFinite(y), `${state.name}, ${where}`).toBe(true);
        }
      }
    }
  });
});
