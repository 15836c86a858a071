import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

/** ACT-01, R-19: what was done with a customer. Seen by its owner and by whoever may see the customer or the opportunity. */
export const activity = defineObject({
  name: 'activity', table: 'activity', path: 'activities', module: 'customer', label: '跟进', icon: 'activity',
  titleField: 'content', subtitle: ['kind', 'customerId'],
  scope: ['owner', { via: 'customerId' }, { via: 'opportunityId' }],
  fields: {
    kind: f.select({
      label: '方式', required: true, default: 'call', indexed: true,
      options: [
        { key: 'call', label: '电话' }, { key: 'visit', label: '拜访' }, { key: 'wechat', label: '微信' }, { key: 'email', label: '邮件' },
        { key: 'meeting', label: '会议' }, { key: 'sms', label: '短信' }, { key: 'other', label: '其他' },
      ],
    }),
    subject: f.anyRef({ label: '对象', to: ['customer', 'contact', 'opportunity', 'task', 'product'] }),
    customerId: f.ref({ label: '客户', to: 'customer', onDelete: 'restrict' }),
    contactId: f.ref({ label: '联系人', to: 'contact', onDelete: 'setNull', filterBy: { customerId: 'customerId' } }),
    opportunityId: f.ref({ label: '商机', to: 'opportunity', onDelete: 'setNull', filterBy: { customerId: 'customerId' } }),
    at: f.datetime({ label: '时间', required: true, default: 'now', indexed: true }),
    minutes: f.int({ label: '时长（分钟）', min: 0, max: 10_000 }),
    result: f.select({ label: '结果', options: [{ key: 'progress', label: '有进展', color: 'success' }, { key: 'connected', label: '已接通' }, { key: 'missed', label: '未接' }, { key: 'wrong', label: '空号', color: 'error' }, { key: 'none', label: '无进展' }] }),
    content: f.longText({ label: '内容', required: true, max: 5000 }),
    nextAt: f.datetime({ label: '下次联系' }),
    nextNote: f.text({ label: '下次要做', max: 200 }),
  },
  search: ['content'],
  views: {
    mine: { label: '我的', filter: { field: 'ownerId', op: 'isMe' } },
    today: { label: '今天', filter: { field: 'at', op: 'within', value: 'today' } },
    week: { label: '本周', filter: { field: 'at', op: 'within', value: 'thisWeek' } },
    calls: { label: '电话', filter: { field: 'kind', op: 'eq', value: 'call' } },
  },
  list: { columns: ['at', 'kind', 'content', 'customerId', 'contactId', 'result', 'ownerId'], sort: ['-at'], totals: ['minutes'] },
  facts: ['at', 'kind', 'result'],
  detail: [
    { section: '跟进', fields: ['kind', 'at', 'subject', 'customerId', 'contactId', 'opportunityId', 'result', 'minutes', 'content', 'ownerId'] },
    { section: '下一步', fields: ['nextAt', 'nextNote'] },
  ],
  quick: ['kind', 'content', 'contactId', 'result', 'nextAt'],
  features: { import: true, export: true, files: true },
});
