import { objectNames, objectOf } from '@wellspring/objects';
import { ConflictError, UserError } from '../errors.ts';

type PgError = Error & { code?: string; constraint?: string; table?: string };
const camel = (name: string): string => name.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());

/** The field behind an index or foreign key named `ux_<table>_<column>`. */
function fieldOfConstraint(constraint = ''): string | undefined {
  for (const name of objectNames) {
    const table = objectOf(name).table;
    for (const kind of ['ux', 'fk']) if (constraint.startsWith(`${kind}_${table}_`)) return camel(constraint.slice(kind.length + table.length + 2));
  }
  return undefined;
}

const busy = (code: string): UserError => new UserError(code, {}, 503);
const translations: Record<string, (error: PgError) => UserError> = {
  '23505': (error) => { const field = fieldOfConstraint(error.constraint); return new ConflictError('field.not-unique', field ? { field, fields: [{ field, code: 'field.not-unique' }] } : {}); },
  '23503': (error) => { const field = fieldOfConstraint(error.constraint); return new UserError('ref.unknown', field ? { field, fields: [{ field, code: 'ref.unknown' }] } : {}); },
  '22P02': () => new UserError('request.invalid'),
  '22003': () => new UserError('number.too-large'),
  '22008': () => new UserError('datetime.shape'),
  '22007': () => new UserError('datetime.shape'),
  '22021': () => new UserError('request.invalid'),
  '22P05': () => new UserError('request.invalid'),
  '57014': () => busy('busy.timeout'),
  '55P03': () => busy('busy.locked'),
  '53300': () => busy('busy.overload'),
  '57P01': () => busy('busy.database'),
  '57P02': () => busy('busy.database'),
  '57P03': () => busy('busy.database'),
  '08006': () => busy('busy.database'),
};
const RETRY = new Set(['40001', '40P01']);

/** Worth another try with the same input: a serialisation failure or a deadlock. */
export const isRetryable = (error: unknown): boolean => RETRY.has((error as PgError)?.code ?? '');

/** A PostgreSQL error in our own terms; anything unexpected stays what it is (a bug, 500). */
export function translatePgError(error: unknown): unknown {
  if (!(error instanceof Error)) return error;
  const translate = translations[(error as PgError).code ?? ''];
  if (translate) return translate(error as PgError);
  if (/timeout exceeded when trying to connect|Connection terminated|is not queryable|ECONNREFUSED|ECONNRESET|EPIPE/.test(error.message)) return busy('busy.database');
  return error;
}
