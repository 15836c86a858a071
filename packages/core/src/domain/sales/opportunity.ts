import { dayOf, opportunity } from '@wellspring/objects';
import { behaviour } from '../../records/behaviour.ts';

/** Chance of a stage when nobody has said another (OPP-03). */
const chance = { contact: 10, need: 30, quote: 50, negotiation: 70, won: 100, lost: 0 } as const;
const closed = (stage: string): boolean => stage === 'won' || stage === 'lost';

/** OPP-02 to OPP-06, R-26: a stage brings its chance and its moment; a lost deal has a reason, a closed one its day. */
export const opportunityBehaviour = behaviour(opportunity, {
  beforeSave({ draft, before, changed, fail }, ctx) {
    if (!changed.has('stage') && before) return;
    draft.stageAt = ctx.now.toISOString();
    if (!changed.has('probability') || closed(draft.stage)) draft.probability = chance[draft.stage];
    if (closed(draft.stage)) draft.closedOn ??= dayOf(ctx.now, ctx.timeZone);
    else if (before && closed(before.stage)) { draft.closedOn = null; draft.lostReason = null; draft.lostNote = null; }
    // A file may say "lost" without a reason; a person may not.
    if (draft.stage === 'lost' && !draft.lostReason && ctx.source !== 'import' && !ctx.system) fail('opportunity.lost-reason-required', 'lostReason');
  },
  actions: {
    win: (record, input, ctx) => ({ stage: 'won', amount: input.amount ?? record.amount, closedOn: input.closedOn ?? dayOf(ctx.now, ctx.timeZone) }),
    lose: (record, input) => ({ stage: 'lost', lostReason: input.reason, lostNote: input.note ?? null, competitor: input.competitor ?? record.competitor }),
    reopen: (record) => ({ stage: record.stage === 'won' ? 'negotiation' : 'quote' }),
  },
});
