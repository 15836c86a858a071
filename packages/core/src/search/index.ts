export { findByTokens } from './find-by-tokens.ts';
export { normalise } from './normalise.ts';
export { searchAll } from './search-all.ts';
export { dedupeTokens, matchTokens, searchColumns } from './search-columns.ts';
