import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

/** CON-01, CON-02, R-14, C-1: one current customer, seen by whoever may see that customer. */
export const contact = defineObject({
  name: 'contact', table: 'contact', path: 'contacts', module: 'customer', label: '联系人', icon: 'contact',
  titleField: 'name', subtitle: ['jobTitle', 'customerId'],
  scope: [{ via: 'customerId' }],
  fields: {
    name: f.text({ label: '姓名', required: true, max: 80, person: true }),
    customerId: f.ref({ label: '客户', to: 'customer', required: true, onDelete: 'restrict' }),
    jobTitle: f.text({ label: '职务', max: 80 }),
    department: f.text({ label: '部门', max: 80 }),
    mobile: f.phone({ label: '手机', mask: true }),
    phone: f.phone({ label: '座机', mask: true }),
    email: f.email({ label: '邮箱', mask: true }),
    wechat: f.text({ label: '微信', max: 60, mask: true }),
    role: f.select({
      label: '角色', options: [
        { key: 'decider', label: '决策人' }, { key: 'influencer', label: '决策影响者' }, { key: 'technical', label: '技术' }, { key: 'buyer', label: '采购' }, { key: 'user', label: '使用者' },
      ],
    }),
    isMain: f.bool({ label: '主要联系人' }),
    birthday: f.date({ label: '生日' }),
    hobbies: f.text({ label: '爱好', max: 200 }),
    remark: f.longText({ label: '备注' }),
  },
  children: {
    activities: { object: 'activity', via: 'contactId', label: '跟进' },
    opportunities: { object: 'opportunity', via: 'contactId', label: '商机' },
    tasks: { object: 'task', via: 'subject', label: '任务' },
  },
  dedupe: [{ fields: ['mobile'], level: 'warn' }, { fields: ['email'], level: 'warn' }, { fields: ['name', 'customerId'], level: 'warn' }],
  search: ['name', 'mobile', 'phone', 'email'],
  views: {
    main: { label: '主要联系人', filter: { field: 'isMain', op: 'eq', value: true } },
    deciders: { label: '决策人', filter: { field: 'role', op: 'eq', value: 'decider' } },
  },
  list: { columns: ['name', 'customerId', 'jobTitle', 'mobile', 'email', 'role', 'isMain'], sort: ['-createdAt'] },
  facts: ['customerId', 'mobile', 'role'],
  detail: [
    { section: '基本信息', fields: ['name', 'customerId', 'jobTitle', 'department', 'role', 'isMain', 'mobile', 'phone', 'email', 'wechat'] },
    { section: '更多', fields: ['birthday', 'hobbies', 'remark'] },
  ],
  quick: ['name', 'customerId', 'jobTitle', 'mobile', 'email', 'role'],
  features: { import: true, export: true, files: true, log: true },
});
