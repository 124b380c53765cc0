import { closeBrackets, closeBracketsKeymap } from '@codemirror/autocomplete';
import { defaultKeymap, history, historyKeymap } from '@codemirror/commands';
import { json, jsonParseLinter } from '@codemirror/lang-json';
import {
  bracketMatching,
  foldGutter,
  foldKeymap,
  indentOnInput,
  syntaxHighlighting,
} from '@codemirror/language';
import { yaml } from '@codemirror/lang-yaml';
import { linter, lintGutter, lintKeymap, setDiagnostics, type Diagnostic } from '@codemirror/lint';
import { highlightSelectionMatches, searchKeymap } from '@codemirror/search';
import { EditorState, type Extension } from '@codemirror/state';
import {
  drawSelection,
  EditorView,
  highlightActiveLine,
  highlightActiveLineGutter,
  keymap,
  lineNumbers,
} from '@codemirror/view';
import { useEffect, useRef } from 'react';
import './editor.css';
import { COLOURS, LOOK } from './look';

export interface EditorProps {
  value: string;
  onChange?: ((text: string) => void) | undefined;
  label: string;
  readOnly?: boolean;
  language?: 'json' | 'yaml';
  /** A field among others: without numbers of lines and without folding. */
  small?: boolean;
  /** What is wrong with the text; without it, its syntax is checked here. */
  marks?: readonly Diagnostic[] | undefined;
  /** A place to go to; a new object goes there again. */
  reveal?: { at: number } | undefined;
  /** A place to bring into sight, while somebody works elsewhere. */
  shown?: { at: number } | undefined;
  /** Told where the cursor was put, by hand. */
  onCursor?: ((at: number) => void) | undefined;
  /** What the editor knows of what is written in it; the same one all the time. */
  extensions?: Extension | undefined;
}

const NOTHING: Extension = [];

const BASE: Extension = [
  LOOK,
  history(),
  drawSelection(),
  indentOnInput(),
  bracketMatching(),
  closeBrackets(),
  highlightSelectionMatches(),
  syntaxHighlighting(COLOURS),
  keymap.of([
    ...closeBracketsKeymap,
    ...defaultKeymap,
    ...searchKeymap,
    ...historyKeymap,
    ...foldKeymap,
    ...lintKeymap,
  ]),
];

const FULL: Extension = [lineNumbers(), foldGutter(), highlightActiveLine(), highlightActiveLineGutter()];

/** Texts that were told to the owner and have not come back yet. */
const MOST_TOLD = 200;

/**
 * Lives in a shadow root: there its styles are sheets of their own, which a strict
 * Content-Security-Policy allows, where a style element would be refused.
 *
 * Tab leaves the editor, as it leaves every other field. Text that is given from outside replaces the
 * text only when it is another one, so typing is never disturbed.
 */
export default function CodeEditor({ value, onChange, label, readOnly = false, language = 'json', small = false, marks, reveal, shown, onCursor, extensions = NOTHING }: EditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const view = useRef<EditorView>(undefined);
  const latest = useRef({ onChange, onCursor, value });
  const told = useRef<string[]>([]);
  const given = useRef(false);
  /** Whether one was typing when the notation changed, and the editor with it. */
  const focused = useRef(false);
  latest.current = { onChange, onCursor, value };
  const marked = marks !== undefined;
  useEffect(() => {
    if (host.current === null) {
      return;
    }
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const checks = readOnly ? [] : !marked ? linter(jsonParseLinter()) : small ? [] : lintGutter();
    view.current = new EditorView({
      parent: root,
      root,
      state: EditorState.create({
        doc: latest.current.value,
        extensions: [
          small ? [] : FULL,
          BASE,
          language === 'yaml' ? yaml() : json(),
          checks,
          extensions,
          EditorView.lineWrapping,
          EditorState.readOnly.of(readOnly),
          EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
          EditorView.updateListener.of((update) => {
            if (update.docChanged) {
              const text = update.state.doc.toString();
              if (!given.current) {
                told.current = [...told.current.slice(-MOST_TOLD), text];
              }
              latest.current.onChange?.(text);
            }
            if (update.selectionSet && update.transactions.some((part) => part.isUserEvent('select'))) {
              latest.current.onCursor?.(update.state.selection.main.head);
            }
          }),
        ],
      }),
    });
    if (focused.current) {
      view.current.focus();
      view.current.dispatch({ selection: { anchor: view.current.state.doc.length } });
    }
    return () => {
      focused.current = view.current?.hasFocus ?? false;
      view.current?.destroy();
    };
  }, [label, readOnly, language, small, marked, extensions]);
  useEffect(() => {
    const editor = view.current;
    const echo = told.current.indexOf(value);
    if (echo >= 0) {
      told.current = told.current.slice(echo + 1);
      return; // what was typed comes back, maybe after more has been typed
    }
    const shown = editor?.state.doc.toString();
    if (editor !== undefined && shown !== undefined && shown !== value) {
      given.current = true;
      editor.dispatch({ changes: { from: 0, to: shown.length, insert: value } });
      given.current = false;
    }
  }, [value]);
  useEffect(() => {
    const editor = view.current;
    if (editor !== undefined && marks !== undefined) {
      const end = editor.state.doc.length;
      const inside = marks.map((mark) => ({ ...mark, from: Math.min(mark.from, end), to: Math.min(mark.to, end) }));
      editor.dispatch(setDiagnostics(editor.state, inside));
    }
  }, [marks, language]);
  useEffect(() => {
    const editor = view.current;
    if (editor !== undefined && reveal !== undefined) {
      const anchor = Math.min(reveal.at, editor.state.doc.length);
      editor.dispatch({ selection: { anchor }, effects: EditorView.scrollIntoView(anchor, { y: 'center' }) });
      editor.focus();
    }
  }, [reveal]);
  useEffect(() => {
    const editor = view.current;
    if (editor !== undefined && shown !== undefined && !editor.hasFocus) {
      const at = Math.min(shown.at, editor.state.doc.length);
      editor.dispatch({ selection: { anchor: at }, effects: EditorView.scrollIntoView(at, { y: 'start', yMargin: 24 }) });
    }
  }, [shown]);
  return <div className="code-editor" ref={host} />;
}
