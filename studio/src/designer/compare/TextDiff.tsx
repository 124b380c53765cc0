import { json } from '@codemirror/lang-json';
import { yaml } from '@codemirror/lang-yaml';
import { syntaxHighlighting } from '@codemirror/language';
import { MergeView } from '@codemirror/merge';
import { EditorState, type Extension } from '@codemirror/state';
import { EditorView, lineNumbers } from '@codemirror/view';
import { useEffect, useRef } from 'react';
import '../../editor/editor.css';
import { COLOURS, LOOK } from '../../editor/look';

interface Props {
  before: string;
  after: string;
  titles: readonly [string, string];
  language: 'json' | 'yaml';
}

const COMPARED = EditorView.theme({
  '&': { minWidth: '0' },
  '.cm-changedLine': { backgroundColor: 'color-mix(in srgb, var(--change) 9%, transparent) !important' },
  '.cm-changedText, .cm-deletedText': {
    // a line rather than a deeper colour, on which the text could hardly be read
    background: 'none !important',
    boxShadow: 'inset 0 -2px var(--change)',
  },
  '.cm-changeGutter': { width: '4px', paddingLeft: '1px' },
  '.cm-changedLineGutter': { background: 'var(--change) !important' },
  '.cm-collapsedLines': { background: 'var(--sunken)', color: 'var(--ink-soft)', padding: '2px 8px' },
  '.cm-collapsedLines:before, .cm-collapsedLines:after': { content: '"…"' },
});

/** Two texts side by side; what is the same for long is folded away. */
export default function TextDiff({ before, after, titles: [left, right], language }: Props) {
  const host = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (host.current === null) {
      return undefined;
    }
    const root = host.current.shadowRoot ?? host.current.attachShadow({ mode: 'open' });
    const side = (label: string, change: string): Extension => [
      LOOK,
      COMPARED,
      lineNumbers(),
      language === 'yaml' ? yaml() : json(),
      syntaxHighlighting(COLOURS),
      EditorView.lineWrapping,
      EditorState.readOnly.of(true),
      EditorView.editorAttributes.of({ style: `--change: var(--${change})` }),
      EditorView.contentAttributes.of({ 'aria-label': label, tabindex: '0' }),
    ];
    const view = new MergeView({
      parent: root,
      root,
      a: { doc: before, extensions: side(left, 'failed') },
      b: { doc: after, extensions: side(right, 'succeeded') },
      collapseUnchanged: { margin: 3, minSize: 6 },
      gutter: true,
    });
    return () => view.destroy();
  }, [before, after, left, right, language]);
  return <div className="code-editor text-diff" ref={host} />;
}
