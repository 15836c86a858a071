import { objectNames, objectOf } from '@wellspring/objects';
import type { Core } from '../core.ts';
import { lostFiles, strayContents } from './files.ts';
import { looseChanges, wrongCounts, wrongVersions } from './journal.ts';
import { doubles, orphans, visibleDeleted, wrongRollups } from './records.ts';
import { wrongSearch } from './search.ts';
import { idsOf, TOLD, type Violation } from './violation.ts';
import { deadTasks, waitingEvents } from './work.ts';

/**
 * Asks whether everything that must always hold does: parents, figures, unique values, journal, files, events, tasks, search. Changes nothing and may run
 * while people work: what it compares it reads in one statement, a batch of records at a time. An empty answer means that nothing was found.
 */
export async function verify(core: Core): Promise<Violation[]> {
  // The house looks, at the folder of this core.
  const ctx = core.systemCtx();
  const found = new Map<string, Violation>();
  const told = new Map<string, number>();
  const tell = (list: readonly Violation[]): void => {
    for (const one of list) {
      const key = JSON.stringify([one.rule, one.object, one.id, one.field, one.id ? '' : one.found]);
      const count = told.get(one.rule) ?? 0;
      if (found.has(key) || count >= TOLD) continue;
      told.set(one.rule, count + 1);
      found.set(key, one);
    }
  };
  for (const name of objectNames) {
    const def = objectOf(name);
    for await (const ids of idsOf(ctx, def.table)) for (const check of [orphans, wrongRollups, wrongVersions]) tell(await check(ctx, def, ids));
    for await (const list of wrongSearch(ctx, def)) tell(list);
    tell(await doubles(ctx, def));
    tell(await visibleDeleted(ctx, def));
  }
  for await (const list of looseChanges(ctx)) tell(list);
  for await (const ids of idsOf(ctx, 'operation')) tell(await wrongCounts(ctx, ids));
  for await (const ids of idsOf(ctx, 'stored_file')) tell(await lostFiles(ctx, ids));
  for await (const list of strayContents(ctx)) tell(list);
  tell(await deadTasks(ctx));
  tell(await waitingEvents(ctx));
  return [...found.values()];
}
