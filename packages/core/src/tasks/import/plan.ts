import { join } from 'node:path';
import { type AnyDef, type FieldDef, type ImportState, type Locale, type RefDecision, objectOf } from '@wellspring/objects';
import type { Ctx } from '../../ctx.ts';
import { UserError } from '../../errors.ts';
import { type ImportField, importFields, optionKeys } from './import-fields.ts';
import type { ReadOptions } from './read-rows.ts';
import type { ImportRow } from './state.ts';

export type PlanColumn = { column: number; header: string; target: ImportField; /** Folded option words and their keys, for choices. */ options: ReadonlyMap<string, string> | null };
/** All that turns rows of one file into records: fixed when a check or a run begins. */
export type ImportPlan = {
  id: string; def: AnyDef; path: string; options: ReadOptions; headerRow: number; headers: string[]; columns: PlanColumn[];
  policy: ImportState['policy']; match: ImportField | null; refs: Readonly<Record<string, RefDecision>>;
  locale: Locale; timeZone: string;
  /** Title made from other columns where none is mapped to it. */
  title: { name: string; max: number } | null;
};

/** The plan of a stored import, checked against what the caller may write now. @throws UserError `import.nothing-mapped`, `field.unknown` */
export function planImport(ctx: Ctx, row: ImportRow): ImportPlan {
  const { state } = row;
  const def = objectOf(row.object);
  const fields = importFields(ctx, def);
  const columns = state.mapping.filter(({ field }) => field !== null).map(({ column, field }): PlanColumn => {
    const target = fields.get(field ?? '');
    if (!target) throw new UserError('field.unknown', { params: { field } });
    return { column, header: state.columns[column]?.header ?? '', target, options: 'options' in target.field ? optionKeys(def, target.name) : null };
  });
  if (!columns.length) throw new UserError('import.nothing-mapped');
  const titleField = def.fields[def.titleField] as FieldDef & { max?: number };
  const titled = columns.some(({ target }) => target.name === def.titleField);
  return {
    id: row.id, def, path: join(ctx.dataDir, row.path), options: { type: state.type, encoding: state.encoding, separator: state.separator, sheet: state.sheet }, headerRow: state.headerRow,
    headers: state.columns.map((one) => one.header), columns, policy: state.policy, match: state.matchField === null ? null : (fields.get(state.matchField) ?? null), refs: state.refs, locale: ctx.locale, timeZone: ctx.timeZone,
    title: !titled && titleField.type === 'text' && titleField.required && fields.has(def.titleField) ? { name: def.titleField, max: titleField.max ?? 200 } : null,
  };
}
