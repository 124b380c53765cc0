import { ArrowRight, Boxes, Plus, Search, SquareFunction, Workflow, type LucideIcon } from 'lucide-react';
import { useEffect, useId, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { useLocation } from 'wouter';
import { addresses, machineNameOf } from '../api/arns';
import { useNamedExecutions } from '../api/consoleQueries';
import { useFunctions } from '../api/functions';
import { useStateMachines } from '../api/queries';
import { useRights } from '../api/session';
import './palette.css';
import { find, executionLike } from './find';
import { PLACES } from './places';

const PAUSE_MS = 150;
const SHORTEST_NAME = 3;
const MOST_EXECUTIONS = 5;

export interface Command {
  label: string;
  kind: string;
  href: string;
  icon: LucideIcon;
}

/** One field that finds machines, executions, functions, pages and actions; all by keyboard. */
export default function CommandPalette({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [at, setAt] = useState(0);
  const [, go] = useLocation();
  const element = useRef<HTMLDialogElement>(null);
  const id = useId();
  const commands = useCommands();
  const machines = useStateMachines().data;
  const executions = useExecutions(text);
  const found = useMemo(() => {
    const arns = (machines ?? []).map(({ stateMachineArn }) => stateMachineArn);
    return [...executionLike(text, arns, Workflow), ...find(commands, text).slice(0, 12 - executions.length), ...executions];
  }, [commands, machines, executions, text]);
  useEffect(() => {
    const dialog = element.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  useEffect(() => {
    element.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' });
  }, [at]);
  const open = (command: Command | undefined) => {
    if (command !== undefined) {
      onClose();
      go(command.href);
    }
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setAt((now) => (now + step + found.length) % Math.max(1, found.length));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      open(found[at]);
    }
  };
  return (
    <dialog
      ref={element}
      className="palette"
      aria-label="Find anything"
      onCancel={(event) => {
        event.preventDefault();
        onClose();
      }}
      onClick={(event) => event.target === element.current && onClose()}
    >
      <div className="palette-field">
        <Search size={18} aria-hidden />
        <input
          autoFocus
          role="combobox"
          aria-expanded
          aria-controls={`${id}-list`}
          aria-activedescendant={found[at] === undefined ? undefined : `${id}-${at}`}
          aria-label="Find a state machine, an execution, a page or an action"
          placeholder="Find a machine, an execution by name or ARN, a page…"
          value={text}
          onKeyDown={onKeyDown}
          onChange={(event) => {
            setText(event.target.value);
            setAt(0);
          }}
        />
      </div>
      <ul id={`${id}-list`} role="listbox" aria-label="Found" className="palette-list">
        {found.map((command, i) => (
          <li
            key={command.kind + command.href}
            id={`${id}-${i}`}
            role="option"
            aria-selected={i === at}
            onMouseMove={() => setAt(i)}
            onClick={() => open(command)}
          >
            <command.icon size={16} aria-hidden />
            <span>{command.label}</span>
            <small>{command.kind}</small>
          </li>
        ))}
      </ul>
      {found.length === 0 && <p className="palette-none">Nothing is called like that.</p>}
    </dialog>
  );
}

/** Executions, of whichever machine, whose names begin with the text; asked for once typing has paused. */
function useExecutions(text: string): Command[] {
  const [name, setName] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setName(text.trim()), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  const asked = name.length >= SHORTEST_NAME && !name.includes(':') && !name.includes('/');
  const found = useNamedExecutions({ name }, asked, MOST_EXECUTIONS).data?.executions;
  return useMemo(
    () =>
      (asked ? (found ?? []) : [])
        .filter((execution) => execution.name.startsWith(name))
        .map(({ arn, name: own }) => ({
          label: `${machineNameOf(arn)} / ${own}`,
          href: addresses.execution(arn),
          icon: Workflow,
          kind: 'Execution',
        })),
    [asked, found, name],
  );
}

function useCommands(): Command[] {
  const machines = useStateMachines().data;
  const functions = useFunctions().data;
  const rights = useRights();
  return useMemo(
    () => [
      ...PLACES.map(({ label, href, icon }) => ({ label, href, icon, kind: 'Page' })),
      ...(rights.define ? [{ label: 'Create a state machine', href: addresses.create, icon: Plus, kind: 'Action' }] : []),
      ...(machines ?? []).flatMap(({ name, stateMachineArn: arn }) => [
        { label: name, href: addresses.machine(arn), icon: Boxes, kind: 'State machine' },
        ...(rights.operate ? [{ label: `Start ${name}`, href: `${addresses.machine(arn)}?start`, icon: ArrowRight, kind: 'Action' }] : []),
        ...(rights.define ? [{ label: `Edit ${name}`, href: addresses.edit(arn), icon: ArrowRight, kind: 'Action' }] : []),
      ]),
      ...(functions ?? []).map(({ FunctionName: name }) => ({
        label: name,
        href: addresses.function(name),
        icon: SquareFunction,
        kind: 'Function',
      })),
    ],
    [machines, functions, rights.define, rights.operate],
  );
}
