import type { StateMachine } from '../../api/types';
import type { Settings } from './machine';
import type { Workbench } from './workbench';

export interface Handed {
  bench: Workbench;
  machine: StateMachine;
  settings: Settings;
}

/** A machine that was new has an address of its own once it is saved: what was done to it goes along. */
const waiting = new Map<string, Handed>();

export function handOver(handed: Handed): void {
  waiting.set(handed.machine.name, handed);
}

export function handed(name: string): Handed | undefined {
  return waiting.get(name);
}

/** It has been taken over: who comes back later opens what was saved. */
export function taken(name: string): void {
  waiting.delete(name);
}
