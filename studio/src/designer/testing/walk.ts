import { create } from 'zustand';
import type { Definition, Scope, State } from '../../asl/definition';
import type { PaintOf, StatePaint } from '../../graph/paint';
import { apiText, graphOf } from '../document/design';
import { languageOf } from '../operations';
import type { Design } from '../document/design';
import type { Workbench } from '../page/workbench';
import { testState, type Mock, type Tested } from './testState';

/** One state that was walked through. */
export interface Visit {
  state: string;
  input: string;
  tested: Tested;
  retries: number;
}

interface Walk {
  until: string | undefined;
  visits: readonly Visit[];
  running: boolean;
  /** Why it could not go on. */
  problem: string | undefined;
}

const NONE: Walk = { until: undefined, visits: [], running: false, problem: undefined };

/** The last walk; there is one designer at a time. */
export const useWalk = create<Walk>(() => NONE);

/** A loop in the definition must not go on for ever. */
const MOST_VISITS = 200;
const MOST_ITEMS = 20;

export function forgetWalk(): void {
  useWalk.setState(NONE);
}

/**
 * Goes through a machine from its start to a state, testing one state after the other with what the one
 * before made: calls are real, nothing waits, and nothing is saved. Branches are walked one by one.
 */
export async function runUntil(bench: Workbench, until: string, input: string, roleArn: string): Promise<void> {
  useWalk.setState({ until, visits: [], running: true, problem: undefined });
  const walker = new Walker(bench.design, until, roleArn);
  try {
    await walker.scope(graphOf(bench.design).root, input, undefined);
    const reached = useWalk.getState().visits.some(({ state }) => state === until);
    bench.say(reached ? `Run to ${until}` : `The way with this input does not lead to ${until}`);
    useWalk.setState({ running: false, problem: reached ? undefined : `With this input the way does not lead to ${until}.` });
    bench.go(reached ? until : (useWalk.getState().visits.at(-1)?.state ?? until));
  } catch (error) {
    useWalk.setState({ running: false, problem: error instanceof Error ? error.message : String(error) });
  }
}

/** How the end of a scope was reached. */
interface End {
  output: string;
  error?: { error: string; cause: string };
  /** Whether the wanted state was met on the way. */
  reached: boolean;
}

class Walker {
  private readonly definition: string;

  constructor(
    private readonly design: Design,
    private readonly until: string,
    private readonly roleArn: string,
  ) {
    this.definition = apiText(design);
  }

  async scope({ startAt, states }: Scope, begin: string, known: string | undefined): Promise<End> {
    let input = begin;
    let variables = known;
    let name = startAt;
    while (name !== undefined) {
      const state = states.find((one) => one.name === name);
      if (state === undefined) {
        throw new Error(`There is no state ${name}`);
      }
      const { tested, reached } = await this.state(state, input, variables);
      if (reached || tested.status === 'FAILED' || tested.status === 'RETRIABLE') {
        const failed = tested.status === 'FAILED' || tested.status === 'RETRIABLE';
        return { output: tested.output ?? input, reached, ...(failed ? { error: { error: tested.error ?? '', cause: tested.cause ?? '' } } : {}) };
      }
      input = tested.output ?? input;
      variables = (tested.inspectionData?.['variables'] as string | undefined) ?? variables;
      name = tested.nextState;
    }
    return { output: input, reached: false };
  }

  private async state(state: State, input: string, variables: string | undefined): Promise<{ tested: Tested; reached: boolean }> {
    const inside = await this.inside(state, input, variables);
    if (inside.reached) {
      return { tested: { status: 'SUCCEEDED' }, reached: true };
    }
    for (let retries = 0; ; retries++) {
      const tested = await this.test(state.name, input, variables, inside.mock, retries);
      if (tested.status !== 'RETRIABLE') {
        this.note({ state: state.name, input, tested, retries });
        return { tested, reached: state.name === this.until };
      }
    }
  }

  private note(visit: Visit): void {
    const { visits } = useWalk.getState();
    if (visits.length >= MOST_VISITS) {
      throw new Error(`It stopped after ${MOST_VISITS} states`);
    }
    useWalk.setState({ visits: [...visits, visit] });
  }

  /** Walks through what a container holds; its results stand for what it would have made. */
  private async inside(state: State, input: string, variables: string | undefined): Promise<{ mock?: Mock; reached: boolean }> {
    if (state.type !== 'Parallel' && state.type !== 'Map') {
      return { reached: false };
    }
    const inputs = state.type === 'Map' ? await this.items(state, input, variables) : await this.given(state, input, variables);
    const results: string[] = [];
    for (const [i, text] of inputs.entries()) {
      const scope = state.type === 'Map' ? state.inner[0] : state.inner[i];
      const end = scope === undefined ? undefined : await this.scope(scope, text, variables);
      if (end?.reached === true) {
        return { reached: true };
      }
      if (end?.error !== undefined) {
        return { reached: false, mock: { errorOutput: end.error } };
      }
      results.push(end?.output ?? 'null');
    }
    return { reached: false, mock: { result: `[${results.join(',')}]` } };
  }

  private async items(state: State, input: string, variables: string | undefined): Promise<string[]> {
    const { inspectionData = {}, error, cause } = await this.test(state.name, input, variables, { result: '[]' }, 0);
    const text = inspectionData['afterItemSelector'] ?? inspectionData['afterItemsPath'];
    if (typeof text !== 'string') {
      throw new Error(error === undefined ? `The items of ${state.name} are not known here` : `${state.name}: ${error}: ${cause ?? ''}`);
    }
    return (JSON.parse(text) as unknown[]).slice(0, MOST_ITEMS).map((item) => JSON.stringify(item));
  }

  /** What each branch of a Parallel is given. */
  private async given(state: State, input: string, variables: string | undefined): Promise<string[]> {
    const each = (text: string) => state.inner.map(() => text);
    if (languageOf(this.design, state.name) === 'JSONata') {
      const given = state.json['Arguments'];
      if (given === undefined) {
        return each(input);
      }
      const definition = JSON.stringify({ Type: 'Pass', QueryLanguage: 'JSONata', Output: given, End: true });
      return each((await testState({ definition, input, variables, roleArn: this.roleArn })).output ?? input);
    }
    const nothing = `[${state.inner.map(() => 'null').join(',')}]`;
    const { inspectionData = {} } = await this.test(state.name, input, variables, { result: nothing }, 0);
    return each(String(inspectionData['afterParameters'] ?? inspectionData['afterInputPath'] ?? input));
  }

  private test(stateName: string, input: string, variables: string | undefined, mock: Mock | undefined, retries: number): Promise<Tested> {
    return testState({ definition: this.definition, stateName, input, variables, roleArn: this.roleArn, mock, retries });
  }
}

/** The walk on the canvas: each state as it went. */
export function paintOfWalk(visits: readonly Visit[], definition: Definition): PaintOf {
  const paints = new Map<string, StatePaint>();
  for (const { state, tested, retries } of visits) {
    const { status, nextState } = tested;
    paints.set(state, {
      status: status === 'SUCCEEDED' ? 'succeeded' : status === 'CAUGHT_ERROR' ? 'caught' : 'failed',
      visits: (paints.get(state)?.visits ?? 0) + 1,
      retries,
      next: nextState === undefined || !definition.states.has(nextState) ? [] : [status === 'CAUGHT_ERROR' ? `!${nextState}` : nextState],
    });
  }
  return (name) => paints.get(name);
}
