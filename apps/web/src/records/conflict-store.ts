import type { Labels, WireRecord } from '@wellspring/objects';
import { create } from 'zustand';

/** An edit that met a newer one: for each field what stood there, what stands there now, and what was wanted. */
export type Conflict = { object: string; id: string; base: Record<string, unknown>; current: WireRecord; labels: Labels; mine: Record<string, unknown>; fields: string[] };
type Ask = Conflict & { answer: (chosen: Record<string, unknown> | null) => void };

export const useConflicts = create<{ asks: Ask[] }>(() => ({ asks: [] }));

/** Asks the person which values shall stand. Null: he leaves the others' values. */
export function askConflict(conflict: Conflict): Promise<Record<string, unknown> | null> {
  return new Promise((resolve) => {
    const ask: Ask = { ...conflict, answer: (chosen) => { useConflicts.setState((state) => ({ asks: state.asks.filter((entry) => entry !== ask) })); resolve(chosen); } };
    useConflicts.setState((state) => ({ asks: [...state.asks, ask] }));
  });
}
