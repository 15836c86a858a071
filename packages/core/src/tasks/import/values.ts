import { LOCALES, labels, specOf, type TextContext } from '@wellspring/objects';
import type { FieldFault } from '../../errors.ts';
import { unescapeFormula } from '../export/formula.ts';
import { fold } from './import-fields.ts';
import type { ImportPlan, PlanColumn } from './plan.ts';
import { blanksHaveRecord, unnamed } from './blank-refs.ts';
import type { FileRow } from './row.ts';

export type RowFault = { field?: string; code: string; params?: Record<string, unknown>; value?: string };
/** A row on its way to a record: values so far, texts that name other records, and what is wrong. */
export type Draft = { row: number; cells: string[]; values: Record<string, unknown>; refs: { field: string; text: string }[]; faults: RowFault[] };

// What a spreadsheet makes of a long number when it saves text: the rest of the digits is gone.
const SCIENTIFIC = /^[+-]?\d(\.\d+)?E\+\d{2,3}$/i;
const SQL_NULL = /^(NULL|\\N)$/;

function parseCell(plan: ImportPlan, { target, options }: PlanColumn, text: string): { value: unknown } | { error: string; params?: Record<string, unknown> } {
  const { name, field } = target;
  if (options) {
    const key = options.get(fold(text));
    if (key !== undefined) return specOf(field).storage(field).array ? { value: [key] } : { value: key };
  }
  if (specOf(field).storage(field).type === 'text' && SCIENTIFIC.test(text)) return { error: 'import.lost-precision' };
  const context = (locale: TextContext['locale']): TextContext => ({ locale, timeZone: plan.timeZone, optionLabel: (of, key) => labels.option(plan.def, of, key, locale) });
  const named = { ...field, name };
  const first = specOf(field).parse(text, named, context(plan.locale));
  if (!('error' in first) || !options) return first;
  for (const locale of LOCALES) {
    const other = specOf(field).parse(text, named, context(locale));
    if (!('error' in other)) return other;
  }
  return first;
}

/** A record without a title column is called by what it points at ("Cancity · GTX Pro"), or by its number. */
function makeTitle(plan: ImportPlan, draft: Draft): void {
  if (!plan.title) return;
  const users = new Set(plan.columns.filter(({ target }) => target.to === 'user').map(({ target }) => target.name));
  const texts = draft.refs.filter(({ field, text }) => text !== '' && !users.has(field)).map(({ text }) => text);
  const made = texts.length ? texts.join(' · ') : String(draft.values[plan.def.numbering?.field ?? ''] ?? '');
  if (made) draft.values[plan.title.name] = [...made].slice(0, plan.title.max).join('');
}

/** Reads the cells of a row into values by the mapping. A blank cell says nothing: a new record takes its default, an existing one keeps what it has. */
export function draftOf(plan: ImportPlan, row: FileRow): Draft {
  const draft: Draft = { row: row.row, cells: row.cells, values: {}, refs: [], faults: [] };
  const csv = plan.options.type === 'csv';
  const extra = row.cells.findIndex((cell, index) => index >= plan.headers.length && cell.trim() !== '');
  if (extra >= 0) {
    // Its cells may all stand one place aside: nothing else is said about them.
    draft.faults.push({ code: 'import.extra-cells', params: { expected: plan.headers.length, found: row.cells.length }, value: (row.cells[extra] ?? '').slice(0, 200) });
    return draft;
  }
  for (const fault of row.faults ?? []) {
    const mapped = plan.columns.find(({ column }) => column === fault.column);
    if (fault.column === null || mapped) draft.faults.push({ code: fault.code, ...(mapped ? { field: mapped.target.name } : {}), ...(fault.params ? { params: fault.params } : {}), value: (row.cells[fault.column ?? -1] ?? '').slice(0, 200) });
  }
  for (const column of plan.columns) {
    const { name, to } = column.target;
    let text = (row.cells[column.column] ?? '').trim();
    if (csv) text = SQL_NULL.test(text) && name !== plan.def.titleField ? '' : unescapeFormula(text);
    if (to) { draft.refs.push({ field: name, text: text === '' && blanksHaveRecord(plan, name) ? unnamed(plan) : text }); continue; }
    if (text === '' || draft.faults.some((fault) => fault.field === name)) continue;
    const parsed = parseCell(plan, column, text);
    if ('error' in parsed) draft.faults.push({ field: name, code: parsed.error, ...(parsed.params ? { params: parsed.params } : {}), value: text.slice(0, 200) });
    else if (parsed.value !== '') draft.values[name] = parsed.value;
  }
  makeTitle(plan, draft);
  return draft;
}

/** A fault of the save pipeline, with the text the file had for the field. */
export function withValue(plan: ImportPlan, draft: Draft, fault: FieldFault): RowFault {
  const column = plan.columns.find(({ target }) => target.name === fault.field);
  return { code: fault.code, ...(fault.field ? { field: fault.field } : {}), ...(fault.params ? { params: fault.params } : {}), ...(column ? { value: (draft.cells[column.column] ?? '').slice(0, 200) } : {}) };
}
