/** What an object does its own way. Slots are few and typed; everything else is drawn from the definition. */
export type Override = {
  /** Values of the flow's field that are reached through an action with its own form, instead of a plain edit. */
  moves?: Readonly<Record<string, string>>;
  /** Values that stand apart from the path of stages: shown as its end, not as steps on the way. */
  ends?: readonly string[];
  /** Inputs of an action taken from fields of the record under another name. */
  inputs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
};

const overrides: Readonly<Record<string, Override>> = {
  opportunity: { moves: { won: 'win', lost: 'lose' }, ends: ['won', 'lost'], inputs: { lose: { reason: 'lostReason', note: 'lostNote' } } },
  task: { moves: { done: 'complete', open: 'reopen' } },
};
export const overrideOf = (object: string): Override => (Object.hasOwn(overrides, object) ? (overrides[object] ?? {}) : {});
