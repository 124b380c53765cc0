import { Search, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useRef, useState, type KeyboardEvent } from 'react';
import '../../app/palette.css';

export interface Choice {
  id: string;
  label: string;
  about?: string;
  /** What stands at the right: a group, a key. */
  kind?: string;
  icon: LucideIcon;
}

interface Props {
  /** What is chosen here, in words: also what the field is called. */
  title: string;
  placeholder: string;
  choices: (text: string) => readonly Choice[];
  none: string;
  onPick: (choice: Choice) => void;
  onClose: () => void;
}

const MOST = 60;

/** One of many, found by typing; arrow keys and Enter, or a click. */
export function Pick({ title, placeholder, choices, none, onPick, onClose }: Props) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const found = choices(text).slice(0, MOST);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    element.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    const choice = found[at];
    if (step !== undefined) {
      event.preventDefault();
      setAt((now) => (now + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter' && choice !== undefined) {
      event.preventDefault();
      onPick(choice);
    }
  };
  return (
    <dialog
      ref={element}
      className="palette"
      aria-label={title}
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === element.current && onClose()}
    >
      <p className="pick-title">{title}</p>
      <div className="palette-field">
        <Search size={18} aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] === undefined ? undefined : `${id}-${at}`}
          aria-label={title}
          placeholder={placeholder}
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
        />
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label="Found" className="palette-list">
        {found.map((choice, i) => (
          <li
            key={choice.id}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseMove={() => setAt(i)}
            onClick={() => onPick(choice)}
          >
            <choice.icon size={16} aria-hidden />
            <span>
              {choice.label}
              {choice.about !== undefined && <em>{choice.about}</em>}
            </span>
            <small>{choice.kind}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-none">{none}</p>}
    </dialog>
  );
}
