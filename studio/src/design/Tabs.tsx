import { useRef, type KeyboardEvent } from 'react';
import './components.css';

interface Props<T extends string> {
  label: string;
  /** Those that are left out are not shown. */
  tabs: Readonly<Partial<Record<T, string>>>;
  value: T;
  onChange: (value: T) => void;
}

/** Which of a few views is shown; arrow keys move between them. */
export function Tabs<T extends string>({ label, tabs, value, onChange }: Props<T>) {
  const keys = Object.keys(tabs) as T[];
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent) => {
    const at = keys.indexOf(value);
    const targets: Record<string, number> = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: keys.length - 1 };
    const target = targets[event.key];
    if (target !== undefined) {
      const index = (target + keys.length) % keys.length;
      onChange(keys[index] as T);
      (list.current?.children[index] as HTMLElement | undefined)?.focus();
      event.preventDefault();
    }
  };
  return (
    <div ref={list} className="tabs" role="tablist" aria-label={label} onKeyDown={onKeyDown}>
      {keys.map((key) => (
        <button
          key={key}
          type="button"
          role="tab"
          className="tab"
          aria-selected={key === value}
          tabIndex={key === value ? 0 : -1}
          onClick={() => onChange(key)}
        >
          {tabs[key]}
        </button>
      ))}
    </div>
  );
}
