import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

const lostReasons = [
  { key: 'price', label: '价格' }, { key: 'competitor', label: '竞争对手' }, { key: 'noBudget', label: '预算取消' },
  { key: 'noDecision', label: '迟迟未决' }, { key: 'product', label: '产品不符' }, { key: 'other', label: '其他' },
] as const;

/** OPP-01 to OPP-06, OPP-25: stages may be skipped or stepped back, every move is in the journal (OPP-05), closing needs its own actions. */
export const opportunity = defineObject({
  name: 'opportunity', table: 'opportunity', path: 'opportunities', module: 'sales', label: '商机', icon: 'opportunity',
  titleField: 'title', subtitle: ['code', 'customerId'],
  numbering: { field: 'code', pattern: 'O-{YY}{MM}-{seq:4}' },
  scope: ['owner'],
  fields: {
    code: f.text({ label: '编号', unique: true, max: 32 }),
    title: f.text({ label: '商机名称', required: true, max: 200 }),
    customerId: f.ref({ label: '客户', to: 'customer', required: true, onDelete: 'restrict' }),
    contactId: f.ref({ label: '联系人', to: 'contact', onDelete: 'setNull', filterBy: { customerId: 'customerId' } }),
    productId: f.ref({ label: '意向产品', to: 'product', onDelete: 'setNull' }),
    stage: f.select({
      label: '阶段', required: true, default: 'contact', indexed: true, steps: true,
      options: [
        { key: 'contact', label: '初步接洽' }, { key: 'need', label: '需求确认' }, { key: 'quote', label: '方案报价' }, { key: 'negotiation', label: '商务谈判' },
        { key: 'won', label: '赢单', color: 'success' }, { key: 'lost', label: '输单', color: 'error' },
      ],
    }),
    amount: f.money({ label: '金额', min: 0 }),
    probability: f.percent({ label: '可能性' }),
    startOn: f.date({ label: '开始日期' }),
    closeOn: f.date({ label: '预计成交日', indexed: 'desc' }),
    closedOn: f.date({ label: '结束日期', indexed: 'desc' }),
    stageAt: f.datetime({ label: '进入阶段时间', readonly: true }),
    source: f.select({ label: '来源', open: true, options: [{ key: 'existing', label: '老客户增购' }, { key: 'fair', label: '展会' }, { key: 'referral', label: '转介绍' }, { key: 'website', label: '官网' }, { key: 'tender', label: '招标' }] }),
    competitor: f.text({ label: '竞争对手', max: 200 }),
    lostReason: f.select({ label: '输单原因', options: lostReasons }),
    lostNote: f.text({ label: '输单说明', max: 500 }),
    remark: f.longText({ label: '备注' }),
    lastContactAt: f.rollup({ label: '最近跟进', of: 'activity', via: 'opportunityId', fn: 'max', field: 'at', as: 'datetime' }),
  },
  children: {
    activities: { object: 'activity', via: 'opportunityId', label: '跟进' },
    tasks: { object: 'task', via: 'subject', label: '任务' },
  },
  flow: {
    field: 'stage', initial: 'contact',
    transitions: {
      contact: ['need', 'quote', 'negotiation', 'won', 'lost'], need: ['contact', 'quote', 'negotiation', 'won', 'lost'],
      quote: ['contact', 'need', 'negotiation', 'won', 'lost'], negotiation: ['contact', 'need', 'quote', 'won', 'lost'],
      won: ['negotiation'], lost: ['contact', 'need', 'quote', 'negotiation'],
    },
  },
  actions: {
    win: { label: '赢单', color: 'success', when: { field: 'stage', op: 'notIn', value: ['won', 'lost'] }, input: { amount: f.money({ label: '成交金额', min: 0 }), closedOn: f.date({ label: '成交日期' }) } },
    lose: {
      label: '输单', color: 'error', when: { field: 'stage', op: 'notIn', value: ['won', 'lost'] },
      input: { reason: f.select({ label: '输单原因', required: true, options: lostReasons }), note: f.text({ label: '说明', max: 500 }), competitor: f.text({ label: '输给谁', max: 200 }) },
    },
    reopen: { label: '重新打开', when: { field: 'stage', op: 'in', value: ['won', 'lost'] }, input: {} },
  },
  dedupe: [{ fields: ['customerId', 'title'], level: 'warn' }],
  search: ['title', 'code'],
  views: {
    open: { label: '进行中', filter: { field: 'stage', op: 'notIn', value: ['won', 'lost'] } },
    mine: { label: '我负责的', filter: { and: [{ field: 'ownerId', op: 'isMe' }, { field: 'stage', op: 'notIn', value: ['won', 'lost'] }] } },
    quarter: { label: '本季预计', filter: { and: [{ field: 'closeOn', op: 'within', value: 'thisQuarter' }, { field: 'stage', op: 'notIn', value: ['won', 'lost'] }] } },
    stalled: { label: '停滞', filter: { and: [{ field: 'stageAt', op: 'lt', value: '-P30D' }, { field: 'stage', op: 'notIn', value: ['won', 'lost'] }] } },
    won: { label: '已赢', filter: { field: 'stage', op: 'eq', value: 'won' } },
    lost: { label: '已输', filter: { field: 'stage', op: 'eq', value: 'lost' } },
  },
  list: { columns: ['code', 'title', 'customerId', 'stage', 'amount', 'probability', 'closeOn', 'ownerId', 'lastContactAt'], sort: ['-createdAt'], totals: ['amount'] },
  facts: ['amount', 'probability', 'closeOn', 'stageAt'],
  detail: [
    { section: '概况', fields: ['code', 'title', 'customerId', 'contactId', 'productId', 'stage', 'amount', 'probability', 'startOn', 'closeOn', 'ownerId', 'source'] },
    { section: '结果', fields: ['closedOn', 'competitor', 'lostReason', 'lostNote'] },
    { section: '备注', fields: ['remark'] },
  ],
  quick: ['title', 'customerId', 'amount', 'closeOn', 'contactId', 'productId'],
  features: { import: true, export: true, files: true, log: true },
});
