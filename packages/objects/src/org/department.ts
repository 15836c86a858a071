import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

/** ORG-01: the tree that the department levels of rights follow. */
export const department = defineObject({
  name: 'department', table: 'department', path: 'departments', module: 'org', label: '部门', icon: 'department',
  titleField: 'name', subtitle: ['code', 'parentId'],
  numbering: { field: 'code', pattern: 'D-{seq:3}' },
  scope: ['public'],
  fields: {
    code: f.text({ label: '编号', unique: true, max: 32 }),
    name: f.text({ label: '部门名称', required: true, max: 80 }),
    parentId: f.ref({ label: '上级部门', to: 'department', onDelete: 'restrict', tree: true }),
    managerId: f.user({ label: '负责人', onDelete: 'setNull' }),
    kind: f.select({ label: '类型', options: [{ key: 'company', label: '公司' }, { key: 'branch', label: '分公司' }, { key: 'department', label: '部门' }, { key: 'team', label: '小组' }] }),
    remark: f.longText({ label: '备注' }),
  },
  children: {
    users: { object: 'user', via: 'departmentId', label: '成员' },
    departments: { object: 'department', via: 'parentId', label: '下级部门' },
  },
  dedupe: [{ fields: ['name', 'parentId'], level: 'warn' }],
  search: ['name', 'code'],
  list: { columns: ['code', 'name', 'parentId', 'managerId', 'kind'], sort: ['code'] },
  facts: ['parentId', 'managerId', 'kind'],
  detail: [{ section: '基本信息', fields: ['code', 'name', 'parentId', 'managerId', 'kind', 'remark'] }],
  quick: ['name', 'parentId', 'managerId', 'kind'],
  features: { import: true, export: true },
});
