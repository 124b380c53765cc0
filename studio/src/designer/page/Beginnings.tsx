import { useInfo } from '../../api/consoleQueries';
import { useFunctions } from '../../api/functions';
import { useDragging } from '../canvas/dragging';
import { templates } from './templates';
import { useWorkbench } from './workbench';

/** An empty canvas says how to begin. */
export function Beginnings() {
  const bench = useWorkbench();
  const info = useInfo().data;
  const functionArn = useFunctions().data?.[0]?.FunctionArn;
  const aimed = useDragging(({ target }) => target?.kind === 'empty');
  const begin = templates(info?.account ?? '123456789012', info?.region ?? 'us-east-1', functionArn);
  return (
    <div className="beginnings" data-aimed={aimed || undefined}>
      <p>
        <strong>Drag a state here</strong>, or press <kbd>A</kbd>
      </p>
      <p>or begin with something that runs:</p>
      <div className="templates" role="group" aria-label="Begin with">
        {begin.map(({ title, about, definition }) => (
          <button
            key={title}
            type="button"
            className="template"
            onClick={() => {
              bench.replace(JSON.stringify(definition, null, 2), `Begin with ${title}`, 'json');
              const start = bench.graph.root.startAt;
              if (start !== undefined) {
                bench.go(start);
              }
            }}
          >
            <strong>{title}</strong>
            <small>{about}</small>
          </button>
        ))}
      </div>
    </div>
  );
}
