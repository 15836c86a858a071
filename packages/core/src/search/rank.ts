import type { AnyDef } from '@wellspring/objects';
import { column, escapeLike, join, type Sql, sql } from '../db/sql.ts';
import { hasToken, type Reach } from './compile-search.ts';
import { normalise } from './normalise.ts';
import { letterOf, matchTokens } from './search-columns.ts';

/** How well a row fits a text: 0 the very code or title, 1 a title that starts so or sounds so from its start, 2 anything else. */
export function rankExpression(reach: Reach, def: AnyDef, text: string): Sql {
  const title = letterOf(def, def.titleField);
  const exact = hasToken(reach, matchTokens(text).filter((token) => token.startsWith('=')));
  if (!reach.letters.includes(title)) return sql`CASE WHEN ${exact} THEN 0 ELSE 2 END`;
  const lines = sql`(chr(10) || ${column(reach.alias, 'searchText')})`;
  const starts = [...new Set([normalise(text), normalise(text).replaceAll(' ', '')])].map((start) => sql`${lines} LIKE ${`%\n${title}\t${escapeLike(start)}%`}`);
  return sql`CASE WHEN ${exact} THEN 0 WHEN ${join(starts, ' OR ')} THEN 1 ELSE 2 END`;
}
