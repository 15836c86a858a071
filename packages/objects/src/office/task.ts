import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

/** ACT-07, ACT-08: a to-do of its owner, also seen by whoever set it. */
export const task = defineObject({
  name: 'task', table: 'task', path: 'tasks', module: 'office', label: '任务', icon: 'task',
  titleField: 'title', subtitle: ['dueAt', 'customerId'],
  scope: ['owner', 'creator'],
  fields: {
    title: f.text({ label: '要做什么', required: true, max: 200 }),
    kind: f.select({ label: '方式', default: 'todo', options: [{ key: 'todo', label: '待办' }, { key: 'call', label: '电话' }, { key: 'visit', label: '拜访' }, { key: 'email', label: '邮件' }, { key: 'meeting', label: '会议' }] }),
    status: f.select({ label: '状态', required: true, default: 'open', indexed: true, options: [{ key: 'open', label: '待办', color: 'accent' }, { key: 'done', label: '已完成', color: 'success' }, { key: 'cancelled', label: '已取消' }] }),
    priority: f.select({ label: '优先级', required: true, default: 'normal', options: [{ key: 'high', label: '高', color: 'error' }, { key: 'normal', label: '中' }, { key: 'low', label: '低' }] }),
    dueAt: f.datetime({ label: '到期时间', indexed: 'desc' }),
    subject: f.anyRef({ label: '对象', to: ['customer', 'contact', 'opportunity', 'product'] }),
    customerId: f.ref({ label: '客户', to: 'customer', onDelete: 'restrict' }),
    content: f.longText({ label: '说明' }),
    doneAt: f.datetime({ label: '完成时间', readonly: true }),
  },
  children: { activities: { object: 'activity', via: 'subject', label: '跟进' } },
  flow: { field: 'status', initial: 'open', transitions: { open: ['done', 'cancelled'], done: ['open'], cancelled: ['open'] } },
  actions: {
    complete: { label: '完成', color: 'success', bulk: true, when: { field: 'status', op: 'eq', value: 'open' }, input: {} },
    reopen: { label: '重新打开', when: { field: 'status', op: 'ne', value: 'open' }, input: {} },
  },
  search: ['title'],
  views: {
    open: { label: '待办', filter: { and: [{ field: 'status', op: 'eq', value: 'open' }, { field: 'ownerId', op: 'isMe' }] } },
    overdue: { label: '逾期', filter: { and: [{ field: 'status', op: 'eq', value: 'open' }, { field: 'dueAt', op: 'lt', value: 'P0D' }] } },
    week: { label: '本周到期', filter: { and: [{ field: 'status', op: 'eq', value: 'open' }, { field: 'dueAt', op: 'within', value: 'thisWeek' }] } },
    given: { label: '我布置的', filter: { and: [{ field: 'createdById', op: 'isMe' }, { not: { field: 'ownerId', op: 'isMe' } }] } },
  },
  list: { columns: ['title', 'status', 'priority', 'dueAt', 'customerId', 'ownerId'], sort: ['dueAt', '-createdAt'] },
  facts: ['status', 'dueAt', 'priority'],
  detail: [{ section: '任务', fields: ['title', 'kind', 'status', 'priority', 'dueAt', 'subject', 'customerId', 'ownerId', 'content', 'doneAt'] }],
  quick: ['title', 'kind', 'dueAt', 'priority', 'subject'],
  features: { import: true, export: true, files: true, log: true },
});
