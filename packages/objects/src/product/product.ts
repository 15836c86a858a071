import { defineObject } from '../define-object.ts';
import { f } from '../fields/registry.ts';

/** PRD-01: everybody sees the catalogue; cost prices are a field right. */
export const product = defineObject({
  name: 'product', table: 'product', path: 'products', module: 'product', label: '产品', icon: 'product',
  titleField: 'name', subtitle: ['code', 'spec'],
  numbering: { field: 'code', pattern: 'P-{seq:4}' },
  scope: ['public'],
  fields: {
    code: f.text({ label: '编号', unique: true, max: 64 }),
    name: f.text({ label: '产品名称', required: true, max: 200 }),
    category: f.select({ label: '类别', open: true, indexed: true, options: [{ key: 'instrument', label: '仪器' }, { key: 'fixture', label: '夹具' }, { key: 'software', label: '软件' }, { key: 'service', label: '服务' }, { key: 'spare', label: '备件' }] }),
    series: f.text({ label: '系列', max: 80 }),
    brand: f.text({ label: '品牌', max: 120 }),
    spec: f.text({ label: '规格', max: 200 }),
    model: f.text({ label: '型号', max: 120 }),
    unit: f.select({ label: '单位', open: true, options: [{ key: 'set', label: '台' }, { key: 'piece', label: '件' }, { key: 'suite', label: '套' }, { key: 'box', label: '箱' }, { key: 'year', label: '年' }, { key: 'time', label: '次' }] }),
    price: f.money({ label: '标准价', min: 0 }),
    cost: f.money({ label: '成本价', min: 0 }),
    status: f.select({ label: '状态', required: true, default: 'active', options: [{ key: 'active', label: '在售', color: 'success' }, { key: 'discontinued', label: '停售' }] }),
    description: f.longText({ label: '说明' }),
    openDeals: f.rollup({ label: '未结商机数', of: 'opportunity', via: 'productId', fn: 'count', as: 'int', where: { field: 'stage', op: 'notIn', value: ['won', 'lost'] } }),
  },
  children: { opportunities: { object: 'opportunity', via: 'productId', label: '商机' } },
  dedupe: [{ fields: ['name'], level: 'warn' }],
  search: ['name', 'code', 'model', 'spec'],
  views: { active: { label: '在售', filter: { field: 'status', op: 'eq', value: 'active' } }, discontinued: { label: '停售', filter: { field: 'status', op: 'eq', value: 'discontinued' } } },
  list: { columns: ['code', 'name', 'category', 'model', 'unit', 'price', 'openDeals', 'status'], sort: ['-createdAt'], totals: ['price'] },
  facts: ['price', 'openDeals', 'status'],
  detail: [
    { section: '基本信息', fields: ['code', 'name', 'category', 'series', 'brand', 'spec', 'model', 'unit', 'price', 'cost', 'status'] },
    { section: '说明', fields: ['description'] },
  ],
  quick: ['name', 'category', 'model', 'unit', 'price'],
  features: { import: true, export: true, files: true, log: true },
});
