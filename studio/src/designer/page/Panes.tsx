import { useBench, useWorkbench } from './workbench';

const PANES = { browser: 'Add', canvas: 'Canvas', side: 'Details' } as const;

/** On a narrow screen, which part is shown. */
export function Panes() {
  const bench = useWorkbench();
  const pane = useBench((model) => model.pane);
  return (
    <nav className="designer-panes" aria-label="Parts of the designer">
      {(Object.keys(PANES) as (keyof typeof PANES)[]).map((key) => (
        <button key={key} type="button" aria-pressed={pane === key} onClick={() => bench.store.setState({ pane: key })}>
          {PANES[key]}
        </button>
      ))}
    </nav>
  );
}

/** Tells what happened to those who listen. */
export function Announcer() {
  const { text, n } = useBench((model) => model.said);
  return (
    <p className="visually-hidden" role="status" aria-live="polite" data-said={n}>
      {text}
    </p>
  );
}
