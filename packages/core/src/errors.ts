import type { Duplicate, Labels, WireRecord } from '@wellspring/objects';

export type FieldFault = { field: string; code: string; params?: Record<string, unknown> };
type Details = { field?: string; fields?: readonly FieldFault[]; params?: Record<string, unknown>; duplicates?: readonly Duplicate[]; current?: WireRecord; labels?: Labels; conflicts?: readonly string[] };

/** The caller can mend it. `code` is translated under `error.<code>`; nothing was changed. */
export class UserError extends Error {
  readonly code: string;
  readonly status: number;
  readonly details: Details;
  constructor(code: string, details: Details = {}, status = 400) {
    super(code);
    this.code = code;
    this.status = status;
    this.details = details;
  }
}
/** Somebody was faster, or the state forbids it (409). */
export class ConflictError extends UserError {
  constructor(code: string, details: Details = {}) {
    super(code, details, 409);
  }
}
/** Absent and not visible are one answer (404). */
export class NotFoundError extends UserError {
  constructor(code = 'record.not-found') {
    super(code, {}, 404);
  }
}
/** A right is missing (403): only where that reveals nothing about records. */
export class ForbiddenError extends UserError {
  constructor(code = 'access.denied', details: Details = {}) {
    super(code, details, 403);
  }
}
