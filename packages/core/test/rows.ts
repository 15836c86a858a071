import { objectOf } from '@wellspring/objects';
import { selectFields, storedColumns } from '../src/db/columns.ts';
import { ident, join, raw, sql } from '../src/db/sql.ts';
import type { Core } from '../src/core.ts';
import { newId } from '../src/ids.ts';
import { searchColumns } from '../src/search/search-columns.ts';

/** Puts rows into an object's table as they are, past every rule: for tests of what reads them. Returns their ids. */
export async function insertRows(core: Core, object: string, records: readonly Record<string, unknown>[]): Promise<string[]> {
  const def = objectOf(object);
  const stored = storedColumns(def);
  const ids: string[] = [];
  const rows = records.map((given) => {
    const record: Record<string, unknown> = { id: newId(), version: 1, createdAt: '2026-01-05T00:00:00.000Z', updatedAt: '2026-01-05T00:00:00.000Z', ...given };
    for (const [name, field] of Object.entries(def.fields as Record<string, { type: string; fn?: string; default?: unknown }>)) {
      if (record[name] !== undefined) continue;
      if (field.type === 'rollup' && field.fn === 'count') record[name] = 0;
      else if (field.default !== undefined) record[name] = field.default === 'now' ? record.createdAt : field.default;
    }
    ids.push(record.id as string);
    const search = searchColumns(def, record);
    return Object.fromEntries([...stored.map((one) => [one.column, one.value(record)]), ['search', search.search], ['search_text', search.searchText]]);
  });
  const columns = [...stored.map((one) => ({ name: one.column, type: one.type })), { name: 'search', type: 'text[]' }, { name: 'search_text', type: 'text' }];
  for (let from = 0; from < rows.length; from += 2000) {
    await core.db.run(sql`INSERT INTO ${ident(def.table)} (${join(columns.map((one) => ident(one.name)), ', ')}) SELECT ${join(columns.map((one) => ident(one.name)), ', ')} FROM jsonb_to_recordset(${JSON.stringify(rows.slice(from, from + 2000))}::jsonb) AS x(${join(columns.map((one) => raw(`"${one.name}" ${one.type}`)), ', ')})`);
  }
  return ids;
}

/** Gives the seeded company what it is found by, which its plain rows lack: for tests that ask the checker. */
export async function indexSeed(core: Core): Promise<void> {
  for (const name of ['user', 'department'] as const) {
    const def = objectOf(name);
    const rows = await core.db.run<Record<string, unknown>>(sql`SELECT ${join(selectFields(def, ['id', ...Object.keys(def.fields)], 't'), ', ')} FROM ${ident(def.table)} t`);
    for (const row of rows) {
      const { search, searchText } = searchColumns(def, row);
      await core.db.run(sql`UPDATE ${ident(def.table)} SET search = ${search}, search_text = ${searchText} WHERE id = ${row.id}`);
    }
  }
}
