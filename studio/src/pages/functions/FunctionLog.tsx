import { useEffect, useRef, useState } from 'react';
import { functionLog } from '../../api/functions';
import { Empty, Failed, Loading } from '../../design/States';

const PAUSE_MS = 1_000;
const MOST_CHARS = 512 * 1024;

/** The log of a function as it is written; stays at its end unless one scrolls up. */
export function FunctionLog({ name }: { name: string }) {
  const { text, error } = useLog(name);
  const [filter, setFilter] = useState('');
  const [follows, setFollows] = useState(true);
  const box = useRef<HTMLPreElement>(null);
  const shown = filter === '' ? text : text?.split('\n').filter((line) => line.toLowerCase().includes(filter.toLowerCase())).join('\n');
  useEffect(() => {
    if (follows && box.current !== null) {
      box.current.scrollTop = box.current.scrollHeight;
    }
  }, [shown, follows]);
  if (error !== undefined && text === undefined) {
    return <Failed error={error} />;
  }
  if (text === undefined) {
    return <Loading what="the log" />;
  }
  if (text === '') {
    return (
      <div className="card">
        <Empty title="Nothing was logged yet">What the function writes is here as soon as it is called.</Empty>
      </div>
    );
  }
  return (
    <section className="function-log" aria-label="Log">
      <div className="tools">
        <input
          className="input"
          type="search"
          placeholder="Find in the log"
          aria-label="Find in the log"
          value={filter}
          onChange={(event) => setFilter(event.target.value)}
        />
        <label className="check">
          <input type="checkbox" checked={follows} onChange={(event) => setFollows(event.target.checked)} />
          Stay at the end
        </label>
      </div>
      <pre
        ref={box}
        className="json log"
        tabIndex={0}
        aria-label="Log"
        onScroll={({ currentTarget: at }) => setFollows(at.scrollHeight - at.scrollTop - at.clientHeight < 24)}
      >
        {shown}
      </pre>
    </section>
  );
}

/** The end of the log, and all that comes after it. */
function useLog(name: string): { text: string | undefined; error: unknown } {
  const [text, setText] = useState<string>();
  const [error, setError] = useState<unknown>();
  useEffect(() => {
    const ended = new AbortController();
    let timer = 0;
    let after: string | undefined;
    const next = async () => {
      try {
        const part = await functionLog(name, after, ended.signal);
        after = part.after;
        setText((known) => (part.text === '' && known !== undefined ? known : ((known ?? '') + part.text).slice(-MOST_CHARS)));
        setError(undefined);
      } catch (problem) {
        setError(problem);
      }
      if (!ended.signal.aborted) {
        timer = window.setTimeout(() => void next(), PAUSE_MS);
      }
    };
    void next();
    return () => {
      ended.abort();
      clearTimeout(timer);
    };
  }, [name]);
  return { text, error };
}
