import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

/** ORG-02, ORG-03, ORG-17: colleagues, and the accounts they sign in with. Passwords, roles and sessions live apart and never pass through here. */
export const user = defineObject({
  name: 'user', table: 'app_user', path: 'users', module: 'org', label: '用户', icon: 'user',
  titleField: 'name', subtitle: ['jobTitle', 'departmentId'],
  numbering: { field: 'code', pattern: 'U-{seq:4}' },
  scope: ['public'],
  fields: {
    code: f.text({ label: '工号', unique: true, max: 32 }),
    name: f.text({ label: '姓名', required: true, max: 80, person: true }),
    login: f.text({ label: '登录名', unique: true, max: 80 }),
    departmentId: f.ref({ label: '部门', to: 'department', onDelete: 'restrict', tree: true }),
    managerId: f.user({ label: '上级', onDelete: 'setNull' }),
    jobTitle: f.text({ label: '职务', max: 80 }),
    email: f.email({ label: '邮箱' }),
    mobile: f.phone({ label: '手机' }),
    extension: f.text({ label: '分机', max: 20 }),
    status: f.select({ label: '状态', required: true, default: 'active', options: [{ key: 'active', label: '在职', color: 'success' }, { key: 'disabled', label: '停用' }] }),
    joinedOn: f.date({ label: '入职日期' }),
    remark: f.longText({ label: '备注' }),
  },
  children: {
    customers: { object: 'customer', via: 'ownerId', label: '负责的客户' },
    opportunities: { object: 'opportunity', via: 'ownerId', label: '负责的商机' },
    reports: { object: 'user', via: 'managerId', label: '下属' },
  },
  dedupe: [{ fields: ['name'], level: 'warn' }],
  search: ['name', 'login', 'code', 'mobile'],
  views: { active: { label: '在职', filter: { field: 'status', op: 'eq', value: 'active' } }, disabled: { label: '停用', filter: { field: 'status', op: 'eq', value: 'disabled' } } },
  list: { columns: ['code', 'name', 'departmentId', 'jobTitle', 'mobile', 'email', 'managerId', 'status'], sort: ['-createdAt'] },
  facts: ['departmentId', 'jobTitle', 'mobile'],
  detail: [{ section: '基本信息', fields: ['code', 'name', 'login', 'departmentId', 'managerId', 'jobTitle', 'email', 'mobile', 'extension', 'status', 'joinedOn', 'remark'] }],
  quick: ['name', 'login', 'departmentId', 'jobTitle', 'mobile', 'email'],
  features: { import: true, export: true },
});
