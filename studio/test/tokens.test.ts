import { expect, test } from 'vitest';
import { tokens, type Kind } from '../src/design/tokens';

const of = (file: string, text: string, kind: Kind) => tokens(file, text).filter((token) => token.kind === kind).map((token) => token.text.trim());

const PYTHON = `import os  # the environment
def handler(event, context):
    """Says 'hello'."""
    return {"n": 42, 'url': "http://x/#y"}
`;
const JAVA = `// A comment
public final class A { /* of "two"
  lines */ String s = "a \\" b"; char c = '\\''; int n = 0x1F; }`;

test('python is told apart', () => {
  expect(of('a.py', PYTHON, 'comment')).toEqual(['# the environment']);
  expect(of('a.py', PYTHON, 'text')).toEqual([`"""Says 'hello'."""`, '"n"', "'url'", '"http://x/#y"']);
  expect(of('a.py', PYTHON, 'word')).toEqual(['import', 'def', 'return']);
  expect(of('a.py', PYTHON, 'number')).toEqual(['42']);
});

test('java is told apart', () => {
  expect(of('A.java', JAVA, 'comment')).toEqual(['// A comment', '/* of "two"\n  lines */']);
  expect(of('A.java', JAVA, 'text')).toEqual(['"a \\" b"', "'\\''"]);
  expect(of('A.java', JAVA, 'number')).toEqual(['0x1F']);
});

test.each([PYTHON, JAVA, '', '"open', '/* open', 'ü ∑ 1', '\u0000'])('nothing of %j is lost', (text) => {
  expect(tokens('x.java', text).map((token) => token.text).join('')).toBe(text);
  expect(tokens('x.py', text).map((token) => token.text).join('')).toBe(text);
});
