import type { ActionsOf, AnyDef, InputOf, RecordOf, UpdateOf } from '@wellspring/objects';
import type { Ctx } from '../ctx.ts';

/** One record of a batch as behaviour sees it. `draft` may be changed in `prepare` and `beforeSave`, and only there. */
export type Item<D> = {
  readonly id: string;
  readonly before: Readonly<RecordOf<D>> | null;
  readonly draft: RecordOf<D>;
  readonly changed: ReadonlySet<string>;
  /** Refuses this record. */
  fail(code: string, field?: keyof RecordOf<D> & string, params?: Record<string, unknown>): void;
};

type Hooks<D> = {
  /** Once per batch, for what needs the database: one statement for all items. */
  prepare?(ctx: Ctx, items: readonly Item<D>[]): Promise<void>;
  /** Once per record: validate and derive. */
  beforeSave?(item: Item<D>, ctx: Ctx): void;
  /** Once per batch, when rows and journal are written: other records, through the engine. */
  afterSave?(ctx: Ctx, items: readonly Item<D>[]): Promise<void>;
};
/** Every declared action, with its input typed; returns the values to save (readonly fields included). */
type ActionsImplemented<D> = keyof ActionsOf<D> extends never
  ? { actions?: undefined }
  : { actions: { [A in keyof ActionsOf<D>]: (record: Readonly<RecordOf<D>>, input: InputOf<ActionsOf<D>[A]>, ctx: Ctx) => Partial<RecordOf<D>> | UpdateOf<D> } };

export type Behaviour<D> = Hooks<D> & ActionsImplemented<D>;
/** A behaviour whose object is not named any more: how the engine holds them. */
export type AnyBehaviour = {
  prepare?(ctx: Ctx, items: readonly Item<AnyDef>[]): Promise<void>;
  beforeSave?(item: Item<AnyDef>, ctx: Ctx): void;
  afterSave?(ctx: Ctx, items: readonly Item<AnyDef>[]): Promise<void>;
  actions?: Readonly<Record<string, (record: Record<string, unknown>, input: Record<string, unknown>, ctx: Ctx) => Record<string, unknown>>>;
};

/** Attaches code to a definition. An action declared there and missing here does not compile. */
export const behaviour = <D extends AnyDef>(_def: D, given: Behaviour<D>): AnyBehaviour => given as unknown as AnyBehaviour;
