import { mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type AnyDef, canDo, dayOf, type ExportRequest, type ExportResult, isObjectName, type Labels, labels, QUERY_LIMITS, type TaskAnswer, type WireRecord } from '@wellspring/objects';
import { readableFields, unknownField, visibleObject } from '../../access/fields.ts';
import type { Ctx } from '../../ctx.ts';
import { ForbiddenError, NotFoundError, UserError } from '../../errors.ts';
import { cleanFileName } from '../../files/file-name.ts';
import { countRecords, listRecords } from '../../query/list.ts';
import { defineTask, startTask } from '../task.ts';
import { type ExportColumn, exportColumn } from './cells.ts';
import { writers } from './writers.ts';

const PAGE = 1000;
const MAX_SHEET_ROWS = 1_000_000;

/** @throws ForbiddenError without the right to export */
function assertExport(ctx: Ctx, object: string): AnyDef {
  if (!isObjectName(object)) throw new NotFoundError('object.unknown');
  const def = visibleObject(ctx, object);
  if (!def.features.export || (!ctx.system && !canDo(ctx.access, object, 'export'))) throw new ForbiddenError();
  return def;
}

/** The columns asked for, else those of the list, as far as the caller may read them. @throws UserError `field.unknown` for what he names and may not read */
function columnsOf(ctx: Ctx, def: AnyDef, request: ExportRequest): ExportColumn[] {
  const right = (owner: AnyDef, name: string): string | undefined => readableFields(ctx, owner).get(name);
  const asked = request.columns ?? request.query.columns;
  if ((asked?.length ?? 0) > QUERY_LIMITS.columns) throw new UserError('query.columns');
  const columns = (asked ?? def.list.columns).flatMap((path: string) => {
    const column = exportColumn(def, path, right, ctx.locale);
    if (!column && asked) throw unknownField(path);
    return column ?? [];
  });
  if (!columns.length) throw new UserError('export.no-columns');
  return columns;
}

/** Starts the export of what a list shows. Rights are asked now, and again for every page as they stand then. @throws ForbiddenError, UserError for a bad query */
export async function startExport(ctx: Ctx, object: string, request: ExportRequest): Promise<TaskAnswer> {
  const def = assertExport(ctx, object);
  if (!Object.hasOwn(writers, request.format)) throw new UserError('request.invalid', { field: 'format' });
  columnsOf(ctx, def, request);
  const { page: _, columns: __, ...query } = request.query;
  await listRecords(ctx, object, { ...query, page: { size: 1 } }, { bare: true });
  return startTask(ctx, 'export', object, { object, request: { ...request, query: { ...query, ...(request.query.columns ? { columns: request.query.columns } : {}) } } });
}

/** Writes the rows of a query to a file, page by page, under the starter's present rights. Interrupted, it begins again. */
export const exportTask = defineTask<{ object: string; request: ExportRequest }, null>({
  kind: 'export', heavy: true,
  async* run(task, { object, request }) {
    const first = await task.ctxNow();
    const def = assertExport(first, object);
    const columns = columnsOf(first, def, request);
    const { columns: _, ...query } = request.query;
    const { count: total } = await countRecords(first, object, { ...(query.filter ? { filter: query.filter } : {}), ...(query.search ? { search: query.search } : {}), ...(query.view ? { view: query.view } : {}), ...(query.recycled ? { recycled: true } : {}), exact: true });
    if (request.format === 'xlsx' && total > MAX_SHEET_ROWS) throw new UserError('export.too-many-rows', { params: { max: MAX_SHEET_ROWS } });
    const folder = join(first.dataDir, 'results');
    await mkdir(folder, { recursive: true });
    const temp = join(folder, `${task.row.id}.tmp`);
    const title = labels.object(def, first.locale);
    const writer = writers[request.format](temp, columns, { locale: first.locale, timeZone: first.timeZone, title });
    let rows = 0;
    let finished = false;
    try {
      let cursor: string | undefined;
      do {
        let page: { rows: WireRecord[]; labels: Labels; next: string | null } | undefined;
        await task.step(async (ctx) => {
          assertExport(ctx, object);
          // A right lost on the way ends the export: what was readable at its beginning may not be now.
          columnsOf(ctx, def, { ...request, columns: columns.map((column) => column.path) }).forEach((column, index) => { if (column.masked !== columns[index]?.masked) throw new ForbiddenError(); });
          page = await listRecords(ctx, object, { ...query, columns: columns.map((column) => column.path), page: { size: PAGE, ...(cursor ? { cursor } : {}) } }, { maxSize: PAGE });
          return { checkpoint: null, progress: rows + page.rows.length, total };
        });
        if (!page) break;
        await writer.write(page.rows, page.labels);
        rows += page.rows.length;
        cursor = page.next ?? undefined;
        yield undefined;
      } while (cursor);
      await writer.end();
      finished = true;
    } finally {
      if (!finished) {
        writer.abort();
        await rm(temp, { force: true });
      }
    }
    const filePath = join('results', `${task.row.id}.${request.format}`);
    await rename(temp, join(first.dataDir, filePath));
    const result: ExportResult = { rows, bytes: (await stat(join(first.dataDir, filePath))).size };
    return { result, filePath, fileName: cleanFileName(`${title}-${dayOf(first.now, first.timeZone)}.${request.format}`) };
  },
});
