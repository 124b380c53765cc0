import { autocompletion, completionKeymap, type Completion, type CompletionContext, type CompletionResult } from '@codemirror/autocomplete';
import type { Extension } from '@codemirror/state';
import { hoverTooltip, keymap, type Tooltip } from '@codemirror/view';
import type { Design } from '../document/design';
import { fieldsAt, structureAt, valuesAt } from './language';
import { spotInJson, spotInYaml, type Spot } from './place';

/** What the editor knows of the States Language: what can stand where, and what each field does. */
export function asl(design: () => Design): Extension {
  return [
    autocompletion({ override: [(context) => complete(context, design())], icons: false }),
    keymap.of(completionKeymap),
    hoverTooltip((view, at) => helpAt(view.state.doc.toString(), at, design())),
  ];
}

export function complete(context: CompletionContext, design: Design): CompletionResult | null {
  const text = context.state.doc.toString();
  const spot = spotIn(text, context.pos, design);
  const begun = context.pos > spot.from || spot.quoted;
  if (!begun && !context.explicit) {
    return null;
  }
  const options = spot.expects === 'key' ? keysAt(spot, design) : valuesOf(spot, design);
  return options.length === 0 ? null : { from: spot.from, to: endOf(text, context.pos, spot), options, validFor: /^[\w.: -]*$/ };
}

function spotIn(text: string, at: number, { format }: Design): Spot {
  return format === 'json' ? spotInJson(text, at) : spotInYaml(text, at);
}

/** Behind the word, without the quote that ends it. */
function endOf(text: string, at: number, { quoted }: Spot): number {
  const rest = (quoted ? /^[^"\n]*/ : /^[\w.-]*/).exec(text.slice(at))?.[0].length ?? 0;
  return at + rest;
}

function keysAt(spot: Spot, design: Design): Completion[] {
  const yaml = design.format === 'yaml';
  const shown = (key: string, info: string): Completion => ({
    label: key,
    info,
    apply: yaml ? `${key}: ` : spot.quoted ? key : `"${key}": `,
  });
  return [
    ...structureAt(spot).map(([key, info]) => shown(key, info)),
    ...fieldsAt(spot, design).map(({ key, help }) => shown(key, help)),
  ].filter(({ label }, i, all) => !spot.known.has(label) && all.findIndex((one) => one.label === label) === i);
}

function valuesOf(spot: Spot, design: Design): Completion[] {
  const bare = spot.quoted || design.format === 'yaml';
  return valuesAt(spot, design).map((label) => ({ label, apply: bare ? label : JSON.stringify(label) }));
}

/** What the field under the pointer does. */
function helpAt(text: string, at: number, design: Design): Tooltip | null {
  const start = text.lastIndexOf('\n', at - 1) + 1;
  const line = text.slice(start).split('\n', 1)[0] ?? '';
  for (const { 0: whole, 1: key = '', index } of line.matchAll(/"?([A-Za-z]+)"?\s*:/g)) {
    const from = start + index;
    if (from <= at && at <= from + whole.length) {
      const spot = spotIn(text, from, design);
      const help = fieldsAt(spot, design).find((field) => field.key === key)?.help ?? structureAt(spot).find(([name]) => name === key)?.[1];
      return help === undefined ? null : { pos: from, end: from + whole.length, above: true, create: () => ({ dom: bubble(key, help) }) };
    }
  }
  return null;
}

function bubble(key: string, help: string): HTMLElement {
  const dom = document.createElement('div');
  dom.className = 'cm-help';
  const name = document.createElement('strong');
  name.textContent = key;
  dom.append(name, ` ${help}`);
  return dom;
}
