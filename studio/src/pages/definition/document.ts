/** What the validator says; `location` is a path: `/States/PlaceOrder`. */
export interface Finding {
  severity: 'ERROR' | 'WARNING';
  code: string;
  message: string;
  location?: string;
}

/** The notation that a definition is written in; YAML includes JSON, but who begins with a brace means that. */
export function languageOf(text: string): 'json' | 'yaml' {
  return /^\s*(\{|$)/.test(text) ? 'json' : 'yaml';
}
