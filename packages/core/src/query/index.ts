export { aggregateRecords } from './aggregate.ts';
export { checkFilter, compileFilter } from './compile.ts';
export { collectPointers, labelsOf, loadLabels, type Pointers } from './labels.ts';
export { COUNT_LIMIT, countRecords, type ListOptions, listRecords } from './list.ts';
export { lookupRecords } from './lookup.ts';
export { type ReadRecord, readRecord, relatedCounts } from './record.ts';
export { compileWhere, type Selection } from './rows.ts';
