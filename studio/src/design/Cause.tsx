/** Why something failed. What a function throws comes as JSON with a stack; people read the sentence first. */
export function Cause({ text }: { text: string }) {
  const thrown = thrownBy(text);
  if (thrown === undefined) {
    return <p tabIndex={0}>{text}</p>;
  }
  return (
    <>
      <p tabIndex={0}>{thrown.message}</p>
      {thrown.stack.length > 0 && (
        <details className="cause-stack">
          <summary>Where it was thrown</summary>
          <pre tabIndex={0}>{thrown.stack.join('\n')}</pre>
        </details>
      )}
    </>
  );
}

/** An error in the form of Lambda. */
export function thrownBy(text: string): { message: string; stack: string[] } | undefined {
  try {
    const { errorMessage, stackTrace } = JSON.parse(text) as { errorMessage?: unknown; stackTrace?: unknown };
    return typeof errorMessage === 'string'
      ? { message: errorMessage, stack: Array.isArray(stackTrace) ? stackTrace.map((line) => String(line).trimEnd()) : [] }
      : undefined;
  } catch {
    return undefined; // a sentence, as most causes are
  }
}
