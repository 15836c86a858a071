import { activity, task } from '@wellspring/objects';
import { behaviour } from '../../records/behaviour.ts';
import { saveRecords } from '../../records/save.ts';
import { parentsOf } from './subject.ts';

/** ACT-01, R-19: an activity hangs on its subject and, through it, on customer, contact and opportunity; a next contact becomes a to-do. */
export const activityBehaviour = behaviour(activity, {
  async prepare(ctx, items) {
    for (const { draft } of items) {
      if (!draft.subject && draft.opportunityId) draft.subject = { object: 'opportunity', id: draft.opportunityId };
      else if (!draft.subject && draft.customerId) draft.subject = { object: 'customer', id: draft.customerId };
    }
    const open = items.filter(({ draft, changed, before }) => draft.subject && (!before || changed.has('subject')));
    if (!open.length) return;
    const parents = await parentsOf(ctx, open.map(({ draft }) => draft.subject).filter((subject) => subject !== null));
    for (const { draft } of open) {
      const found = parents.get(`${draft.subject?.object}:${draft.subject?.id}`);
      draft.customerId ??= found?.customerId ?? null;
      draft.contactId ??= found?.contactId ?? null;
      draft.opportunityId ??= found?.opportunityId ?? null;
    }
  },
  async afterSave(ctx, items) {
    if (ctx.source === 'import' || ctx.system) return;
    const due = items.filter(({ draft, before }) => draft.nextAt && !before);
    if (!due.length) return;
    const kinds = { call: 'call', visit: 'visit', email: 'email', meeting: 'meeting' } as const;
    await saveRecords(ctx, task.name, due.map(({ draft }) => ({
      values: {
        title: draft.nextNote ?? draft.content.split('\n')[0]?.slice(0, 100) ?? '', dueAt: draft.nextAt, customerId: draft.customerId,
        kind: draft.kind in kinds ? kinds[draft.kind as keyof typeof kinds] : 'todo',
        subject: draft.subject && draft.subject.object !== 'task' ? draft.subject : null,
      },
    })), { skipDuplicates: true });
  },
});
