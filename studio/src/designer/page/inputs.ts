/** The input that a machine was run with last in this browser. */
const PREFIX = 'stepwell.input.';

export function keptInput(machine: string): string {
  try {
    return localStorage.getItem(PREFIX + machine) ?? '{}';
  } catch {
    return '{}'; // storage is switched off
  }
}

export function keepInput(machine: string, text: string): void {
  try {
    localStorage.setItem(PREFIX + machine, text);
  } catch {
    // storage is full or switched off: it is typed again next time
  }
}
