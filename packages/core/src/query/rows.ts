import { type AnyDef, effectiveFilter, type Filter } from '@wellspring/objects';
import { mayDo } from '../access/fields.ts';
import { compileScope } from '../access/scope.ts';
import type { Ctx } from '../ctx.ts';
import { join, raw, type Sql, sql } from '../db/sql.ts';
import { ForbiddenError, UserError } from '../errors.ts';
import { compileSearch } from '../search/compile-search.ts';
import { checkFilter, compileFilter } from './compile.ts';

/** The part of a request that says which rows are meant. */
export type Selection = { filter?: Filter; search?: string; view?: string; recycled?: boolean };

/**
 * WHERE of a request: live (or recycled) rows, scope, filter, search, each compiled apart and ANDed, so that no OR of a caller reaches beyond his scope.
 * @throws UserError for a bad filter or view, ForbiddenError for the recycle bin without the right to restore or purge
 */
export function compileWhere(ctx: Ctx, def: AnyDef, selection: Selection, alias: string): Sql {
  checkFilter(selection.filter);
  if (selection.view !== undefined && !Object.hasOwn(def.views ?? {}, selection.view)) throw new UserError('query.view', { params: { view: selection.view } });
  if (selection.recycled && !mayDo(ctx, def.name, ['restore', 'purge'])) throw new ForbiddenError();
  const filter = effectiveFilter(def, selection);
  const parts = [raw(`${alias}.deleted_at IS ${selection.recycled ? 'NOT NULL' : 'NULL'}`), compileScope(ctx, def, 'read', alias)];
  if (filter) parts.push(compileFilter(ctx, def, filter, alias));
  if (selection.search?.trim()) parts.push(compileSearch(ctx, def, selection.search, alias));
  return join(parts.map((part) => sql`(${part})`), ' AND ');
}
