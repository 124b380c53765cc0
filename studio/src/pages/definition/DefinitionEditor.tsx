import { CircleCheck, CircleX, FileUp, TriangleAlert } from 'lucide-react';
import { useMemo, useRef, useState } from 'react';
import { Button } from '../../design/Button';
import { Empty } from '../../design/States';
import { toast } from '../../design/toasts';
import { JsonEditor } from '../../editor/JsonEditor';
import { GraphView } from '../../graph/GraphView';
import './definition.css';
import { converted, type Problem } from './document';
import type { Draft } from './useDraft';

const MAX_FILE_BYTES = 1_048_576;

/** The text, what is wrong with it, and its picture side by side. */
export function DefinitionEditor({ draft, onChange }: { draft: Draft; onChange: (text: string) => void }) {
  const [reveal, setReveal] = useState<{ at: number }>();
  const marks = useMemo(
    () => draft.problems.map(({ from, to, severity, message }) => ({ from, to, severity, message })),
    [draft.problems],
  );
  return (
    <div className="draft">
      <div className="draft-text">
        <div className="tools">
          <Notation draft={draft} onChange={onChange} />
          <OpenFile onOpen={onChange} />
        </div>
        <JsonEditor
          value={draft.text}
          onChange={onChange}
          label="Definition"
          language={draft.language}
          marks={marks}
          reveal={reveal}
        />
        <Problems draft={draft} onShow={(problem) => setReveal({ at: problem.from })} />
      </div>
      <section className="draft-graph card" aria-label="Graph">
        {draft.definition === undefined || draft.definition.states.size === 0 ? (
          <Empty title="Nothing to draw yet" />
        ) : (
          <GraphView definition={draft.definition} />
        )}
      </section>
    </div>
  );
}

function Notation({ draft, onChange }: { draft: Draft; onChange: (text: string) => void }) {
  return (
    <fieldset className="choice">
      <legend className="visually-hidden">Notation</legend>
      {(['json', 'yaml'] as const).map((language) => (
        <label key={language}>
          <input
            type="radio"
            name="notation"
            checked={draft.language === language}
            disabled={draft.json === undefined}
            onChange={() => draft.json !== undefined && onChange(converted(draft.json, language))}
          />
          {language.toUpperCase()}
        </label>
      ))}
    </fieldset>
  );
}

function OpenFile({ onOpen }: { onOpen: (text: string) => void }) {
  const field = useRef<HTMLInputElement>(null);
  const open = async (file: File | undefined) => {
    if (file === undefined) {
      return;
    }
    if (file.size > MAX_FILE_BYTES) {
      toast.failed(`${file.name} is larger than a definition may be (1 MB)`);
      return;
    }
    onOpen(await file.text());
  };
  return (
    <>
      <input
        ref={field}
        type="file"
        hidden
        accept=".json,.yaml,.yml,.asl"
        onChange={(event) => {
          void open(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <Button kind="quiet" onClick={() => field.current?.click()}>
        <FileUp size={16} aria-hidden />
        Open a file
      </Button>
    </>
  );
}

function Problems({ draft, onShow }: { draft: Draft; onShow: (problem: Problem) => void }) {
  const { problems, checking } = draft;
  if (problems.length === 0) {
    return (
      <p className="problems-none" role="status" data-status={checking ? 'waiting' : 'succeeded'}>
        <CircleCheck size={14} aria-hidden />
        {checking ? 'Checking…' : 'The definition is valid'}
      </p>
    );
  }
  return (
    <ul className="problems" aria-label="Problems">
      {problems.map((problem, i) => {
        const Icon = problem.severity === 'error' ? CircleX : TriangleAlert;
        return (
          <li key={i}>
            <button type="button" data-status={problem.severity === 'error' ? 'failed' : 'caught'} onClick={() => onShow(problem)}>
              <Icon size={14} aria-label={problem.severity} />
              <span>{problem.message}</span>
              <small>line {problem.line}</small>
            </button>
          </li>
        );
      })}
    </ul>
  );
}
