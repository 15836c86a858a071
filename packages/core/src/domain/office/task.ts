import { task } from '@wellspring/objects';
import { behaviour } from '../../records/behaviour.ts';
import { parentsOf } from './subject.ts';

/** ACT-07, ACT-08: a to-do knows its customer through its subject, and when it was done. */
export const taskBehaviour = behaviour(task, {
  async prepare(ctx, items) {
    const open = items.filter(({ draft, changed, before }) => draft.subject && (!before || changed.has('subject')));
    if (!open.length) return;
    const parents = await parentsOf(ctx, open.map(({ draft }) => draft.subject).filter((subject) => subject !== null));
    for (const { draft } of open) draft.customerId ??= parents.get(`${draft.subject?.object}:${draft.subject?.id}`)?.customerId ?? null;
  },
  beforeSave({ draft, changed, before }, ctx) {
    if (changed.has('status') || !before) draft.doneAt = draft.status === 'done' ? ctx.now.toISOString() : null;
  },
  actions: {
    complete: () => ({ status: 'done' }),
    reopen: () => ({ status: 'open' }),
  },
});
