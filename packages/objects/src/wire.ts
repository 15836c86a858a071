import type { Access } from './access.ts';
import type { AnyDef } from './define-object.ts';
import type { Locale } from './fields/common.ts';
import type { Filter, Query } from './query.ts';

/** What the HTTP API answers. One place for both sides; core fills these shapes, the client hands them on. */

/** Titles of referenced records: `labels[object][id]`. An id without a label is not visible to the caller and shows as "—". */
export type Labels = Record<string, Record<string, string>>;
/** A record as it travels: system fields the caller may read, own fields by name. Fields without right are absent. */
export type WireRecord = { id: string; version: number } & Record<string, unknown>;

/** A page of a list. `editable`: ids of those rows the caller may update. */
export type ListAnswer = { rows: WireRecord[]; labels: Labels; editable: string[]; next: string | null };
/** `capped`: the count stopped at its limit (10 000), there are more. */
export type CountAnswer = { count: number; capped: boolean };
/** One row per group: the group's key values (null = blank) and one value per measure; sums are decimal texts. */
export type AggregateAnswer = { rows: { keys: (string | number | boolean | null)[]; values: (string | number | null)[] }[]; labels: Labels };

/** What the caller may do with this very record. */
export type RecordCan = { update: boolean; delete: boolean; transfer: boolean; restore: boolean; purge: boolean; actions: string[] };
/** A found duplicate: the rule's fields and the visible records that match. */
export type Duplicate = { fields: string[]; level: 'warn' | 'block'; matches: { id: string; title: string }[] };
/** `counts`: per child list of the definition, plus `files`. `next`: the nearest open to-do of the record. */
export type RecordAnswer = {
  record: WireRecord;
  labels: Labels;
  can: RecordCan;
  counts: Record<string, number>;
  next: WireRecord | null;
  /** After a write: the operation to undo, and duplicates that were only a warning. */
  operationId?: string;
  duplicates?: Duplicate[];
};

export type FieldChange = { field: string; before: unknown; after: unknown };
export type ChangeKind = 'create' | 'update' | 'delete' | 'restore' | 'purge';
export type HistoryEntry = { id: string; operationId: string; operation: string; source: OperationSource; at: string; userId: string | null; kind: ChangeKind; version: number; changes: FieldChange[] };
export type HistoryAnswer = { entries: HistoryEntry[]; labels: Labels; next: string | null };
export type AsOfAnswer = { record: WireRecord | null; labels: Labels; at: string };

export type OperationSource = 'ui' | 'api' | 'import' | 'task' | 'system';
/** One act of a person. `recordId` and `title` name the record when the operation touched one only. */
export type OperationAnswer = { id: string; kind: string; object: string | null; source: OperationSource; at: string; userId: string | null; count: number; recordId: string | null; title: string | null; undoes: string | null; undoneBy: string | null; undoable: boolean };
export type UndoConflict = { object: string; id: string; title: string | null; fields: string[] };
/** A small undo is done at once; a large one goes on as a Task. */
export type UndoAnswer = { operationId: string; undone: number; conflicts: UndoConflict[] } | { task: TaskAnswer };

export const TASK_STATES = ['queued', 'running', 'done', 'failed', 'cancelled'] as const;
export type TaskState = (typeof TASK_STATES)[number];
/** Background work that a person can see. Kinds: import-check, import, export, bulk, undo. */
export type TaskAnswer = {
  id: string; kind: string; object: string | null; state: TaskState; progress: number; total: number | null;
  /** Depends on the kind: see ImportCheckResult, ImportResult, BulkResult, ExportResult. */
  result: unknown;
  /** Code of the failure, translated under `error.<code>`. */
  error: string | null;
  /** Name of the result file, downloaded at /api/background-tasks/:id/file. */
  fileName: string | null;
  operationId: string | null; createdAt: string; finishedAt: string | null;
};
export type BulkRequest = {
  /** Either the ids or the query that finds them. */
  ids?: string[];
  query?: Query;
  op: 'update' | 'transfer' | 'delete' | 'restore' | 'purge' | 'action';
  changes?: Record<string, unknown>;
  ownerId?: string | null;
  action?: string;
  input?: Record<string, unknown>;
};
export type RowError = { row: number; id?: string; title?: string; field?: string; code: string; params?: Record<string, unknown>; message: string; value?: string };
export type BulkResult = { done: number; failed: number; errors: RowError[] };
export type ExportRequest = { query: Query; columns?: string[]; format: 'csv' | 'xlsx' | 'txt' };
export type ExportResult = { rows: number; bytes: number };

/** How one column of the file meets a field. */
export type ColumnMapping = { column: number; field: string | null };
/** What to do with texts of a reference column that match nothing: per text an existing id, 'create', or 'refuse'; `other` for those not named. */
export type RefDecision = { values: Record<string, { id: string } | 'create' | 'refuse' | 'blank'>; other: 'create' | 'refuse' | 'blank' };
export type ImportColumn = { column: number; header: string; samples: string[]; guess: string | null; confidence: number };
export type ImportState = {
  id: string; object: string; fileName: string; size: number;
  type: 'csv' | 'xlsx' | 'xls'; encoding: string | null; separator: string | null; sheets: string[]; sheet: string | null; headerRow: number;
  columns: ImportColumn[];
  /** The first rows below the header, as texts. */
  preview: string[][];
  mapping: ColumnMapping[];
  /** The mapping was taken from an earlier import with the same headers. */
  remembered: boolean;
  /** A record that already exists (by `matchField`): leave it, update it, or make another. */
  policy: 'skip' | 'update' | 'create';
  matchField: string | null;
  refs: Record<string, RefDecision>;
  /** The same file was imported before: when, and as which operation. */
  sameFile: { at: string; operationId: string | null } | null;
  checkTaskId: string | null; runTaskId: string | null;
};
export type ImportPatch = Partial<Pick<ImportState, 'encoding' | 'separator' | 'sheet' | 'headerRow' | 'mapping' | 'policy' | 'matchField' | 'refs'>>;
export type UnknownRef = { field: string; object: string; values: { text: string; rows: number; suggestion: { id: string; title: string } | null }[]; more: number };
export type ImportCheckResult = { rows: number; create: number; update: number; skip: number; failed: number; errors: RowError[]; unknown: UnknownRef[]; duplicates: number };
export type ImportResult = { rows: number; created: number; updated: number; skipped: number; failed: number; refsCreated: number; errors: RowError[] };

export type SearchHit = { id: string; title: string; subtitle: string; why: string | null };
export type SearchAnswer = { groups: { object: string; rows: SearchHit[] }[] };
export type LookupRow = { id: string; title: string; subtitle: string };
export type LookupRequest = { text?: string; ids?: string[]; filter?: Filter; limit?: number };

export type FileAnswer = { id: string; object: string; recordId: string; name: string; size: number; type: string; createdAt: string; createdById: string | null };

export type Me = { id: string; name: string; login: string; departmentId: string | null; jobTitle: string | null };
/** All the web needs to draw itself for this person. Fields without right are missing from the definitions. */
export type MetaAnswer = { version: string; user: Me; access: Access; objects: Record<string, AnyDef>; company: { name: string; currency: string; timeZone: string }; demo: boolean; preferences: Record<string, unknown> };
export type SessionAnswer = { token: string; expiresIn: number; user: Me };

/** The one shape of every error. `message` is in the caller's language; `fields` names each offending field. */
export type ErrorAnswer = {
  error: {
    code: string; message: string; requestId: string; params?: Record<string, unknown>;
    field?: string; fields?: { field: string; code: string; message: string }[];
    /** 409 on an edit: what stands there now, and which of my fields others changed since. */
    current?: WireRecord; labels?: Labels; conflicts?: string[];
    duplicates?: Duplicate[];
  };
};
export type { Locale };
