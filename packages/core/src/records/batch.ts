import type { AnyDef, Duplicate } from '@wellspring/objects';
import { ConflictError, type FieldFault, ForbiddenError, NotFoundError, UserError } from '../errors.ts';
import type { Ctx } from '../ctx.ts';
import { newId } from '../ids.ts';

export type Values = Record<string, unknown>;

/** One record to write. Without `id` it is created. `row` is the caller's own mark (a line of a file). */
export type SaveInput = { id?: string; version?: number; values: Values; row?: number };
export type SaveOptions = {
  /** Bad rows drop out with their reasons and the good ones are written; otherwise the first bad row refuses the whole batch. */
  partial?: boolean;
  /** Everything is checked, nothing is written. */
  dryRun?: boolean;
  /** Do not look for duplicates. */
  skipDuplicates?: boolean;
  /** Kind of the operation when this call begins one. */
  kind?: string;
  /** System code may give createdAt, createdById and updatedAt (demo data, migrations of other systems). */
  stamps?: boolean;
  /** Fields that behaviour may write although they are readonly for people. */
  elevated?: boolean;
};
export type Saved = { input: SaveInput; id: string; created: boolean; version: number };
export type Refused = { input: SaveInput; errors: FieldFault[] };
export type SaveResult = { saved: Saved[]; refused: Refused[]; duplicates: Map<SaveInput, Duplicate[]>; operationId: string | null };

/** A record on its way through the pipeline. */
export type Draft = {
  readonly input: SaveInput;
  readonly id: string;
  readonly created: boolean;
  /** The stored record; null for a new one. */
  before: Values | null;
  /** The record as it will be. */
  record: Values;
  /** Fields whose value differs from the stored one. */
  changed: Set<string>;
  errors: Fault[];
};
/** A fault of a draft; `error` when it is more than a wrong field (404, 403, 409). */
export type Fault = { field?: string; code: string; params?: Record<string, unknown>; error?: UserError };
export type Batch = { readonly ctx: Ctx; readonly def: AnyDef; readonly options: SaveOptions; drafts: Draft[]; readonly refused: Refused[]; readonly duplicates: Map<SaveInput, Duplicate[]> };

export function startBatch(ctx: Ctx, def: AnyDef, inputs: readonly SaveInput[], options: SaveOptions): Batch {
  const drafts = inputs.map((input): Draft => ({ input, id: input.id ?? newId(), created: input.id === undefined, before: null, record: {}, changed: new Set(), errors: [] }));
  return { ctx, def, options, drafts, refused: [], duplicates: new Map() };
}

/** The live drafts: those without a fault so far. */
export const good = (batch: Batch): Draft[] => batch.drafts.filter((draft) => !draft.errors.length);

/**
 * Called after each checking step: a partial batch lets its bad rows go, any other stops at them.
 * @throws the fault's own error, or UserError `record.invalid` naming every offending field
 */
export function settle(batch: Batch): void {
  const bad = batch.drafts.filter((draft) => draft.errors.length);
  if (!bad.length) return;
  if (!batch.options.partial) {
    const special = bad.flatMap((draft) => draft.errors).find((fault) => fault.error);
    if (special?.error) throw special.error;
    const fields = bad.flatMap((draft) => draft.errors).map(({ field, code, params }) => ({ field: field ?? '', code, ...(params ? { params } : {}) }));
    const [first] = fields;
    const unique = fields.every((fault) => fault.code === 'field.not-unique' || fault.code === 'record.duplicate');
    if (unique) throw new ConflictError(first?.code ?? 'record.duplicate', { fields, ...(first?.field ? { field: first.field } : {}) });
    throw new UserError(fields.length === 1 && first ? first.code : 'record.invalid', { fields, ...(first?.field ? { field: first.field } : {}), ...(fields.length === 1 && first?.params ? { params: first.params } : {}) });
  }
  for (const draft of bad) batch.refused.push({ input: draft.input, errors: draft.errors.map(({ field, code, params }) => ({ field: field ?? '', code, ...(params ? { params } : {}) })) });
  batch.drafts = batch.drafts.filter((draft) => !draft.errors.length);
}

export const notFound = (): Fault => ({ code: 'record.not-found', error: new NotFoundError() });
export const forbidden = (code = 'access.denied'): Fault => ({ code, error: new ForbiddenError(code) });
