/** The words of a source text, told apart as far as colour needs it: enough for Python, Java and their kin. */

export type Kind = 'comment' | 'text' | 'number' | 'word' | 'plain';

export interface Token {
  kind: Kind;
  text: string;
}

const WORDS = new Set(
  (
    'abstract and as assert async await boolean break byte case catch char class const continue def default del do double elif else enum except ' +
    'export extends False false final finally float for from function global if implements import in instanceof int interface is lambda let ' +
    'long match new None nonlocal not null or package pass permits private protected public raise record return sealed short static super switch ' +
    'this throw throws True true try var void volatile while with yield'
  ).split(' '),
);

/** `#` begins a comment in some languages, `//` and `/*` in the others. */
const HASH = /\.(py|sh|ya?ml|toml|properties|cfg|env|txt)$|^(requirements|Makefile|\.env)/;

const TEXT = /"""[\s\S]*?(?:"""|$)|'''[\s\S]*?(?:'''|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?/;
const REST = /\b\d[\w.]*|[A-Za-z_$][\w$]*|\s+|[^\w\s]/;

/** Cuts a text into tokens; together they are the text again. */
export function tokens(file: string, text: string): Token[] {
  const comment = HASH.test(file) ? /#[^\n]*/ : /\/\/[^\n]*|\/\*[\s\S]*?(?:\*\/|$)/;
  const all = new RegExp(`(${comment.source})|(${TEXT.source})|${REST.source}`, 'gy');
  const found: Token[] = [];
  for (let match = all.exec(text); match !== null; match = all.exec(text)) {
    add(found, kindOf(match), match[0]);
  }
  const end = found.reduce((sum, token) => sum + token.text.length, 0);
  if (end < text.length) {
    add(found, 'plain', text.slice(end));
  }
  return found;
}

function kindOf([whole, comment, text]: RegExpExecArray): Kind {
  if (comment !== undefined) {
    return 'comment';
  }
  if (text !== undefined) {
    return 'text';
  }
  return /^\d/.test(whole) ? 'number' : WORDS.has(whole) ? 'word' : 'plain';
}

/** What looks alike is one token, so that a long file makes few elements. */
function add(found: Token[], kind: Kind, text: string): void {
  const last = found.at(-1);
  if (last?.kind === kind) {
    last.text += text;
  } else {
    found.push({ kind, text });
  }
}
