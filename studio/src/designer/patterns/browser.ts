import { actionEntries } from './actions';
import type { BrowserEntry } from './entry';
import { FLOW } from './flow';
import { NOTHING_KNOWN, type Known } from './known';
import { patternEntries } from './subgraphs';

/** All that a machine can be made of. */
export function browserEntries(known: Known = NOTHING_KNOWN): readonly BrowserEntry[] {
  return [...FLOW, ...actionEntries(known), ...patternEntries(known)];
}

/** The entries that have all words of a search, those whose title begins with it first. */
export function search(entries: readonly BrowserEntry[], wanted: string): readonly BrowserEntry[] {
  const words = wanted.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return entries;
  }
  const rank = (entry: BrowserEntry) => {
    const title = entry.title.toLowerCase();
    return title.startsWith(words[0] as string) ? 0 : words.every((word) => title.includes(word)) ? 1 : 2;
  };
  return entries
    .filter((entry) => {
      const all = [entry.title, entry.about, entry.group, ...entry.words].join(' ').toLowerCase();
      return words.every((word) => all.includes(word));
    })
    .sort((a, b) => rank(a) - rank(b));
}
