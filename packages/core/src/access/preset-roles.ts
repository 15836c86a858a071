import type { Grant, RoleDef } from '@wellspring/objects';

const work = (read: Grant['read'], update: Grant['update'], ops: Grant['ops']): Grant => ({ read, update, ops });
const SELL = ['create', 'delete', 'restore', 'import', 'export', 'win', 'lose', 'reopen', 'complete'] as const;
const LOOK: Grant = { read: 'all', update: 'none', ops: [] };

/** The roles a new company starts with. They are rows like any other role: an administrator changes them. */
export const presetRoles: Readonly<Record<'administrator' | 'director' | 'seller' | 'readOnly', RoleDef>> = {
  administrator: { name: '管理员', admin: true, objects: { '*': work('all', 'all', ['create', 'delete', 'restore', 'transfer', 'import', 'export', 'purge', 'win', 'lose', 'reopen', 'complete']) } },
  director: {
    name: '销售总监',
    objects: {
      '*': work('all', 'all', [...SELL, 'transfer']),
      user: LOOK, department: LOOK,
      product: { read: 'all', update: 'all', ops: ['create', 'import', 'export'] },
    },
  },
  seller: {
    name: '销售',
    objects: {
      customer: { read: 'dept', update: 'own', ops: [...SELL, 'transfer'] },
      contact: { read: 'dept', update: 'own', ops: [...SELL] },
      opportunity: { read: 'dept', update: 'own', ops: [...SELL, 'transfer'] },
      activity: { read: 'dept', update: 'own', ops: [...SELL] },
      task: { read: 'own', update: 'own', ops: [...SELL, 'transfer'] },
      product: { ...LOOK, fields: { cost: 'none' } },
      user: LOOK, department: LOOK,
    },
  },
  readOnly: {
    name: '只读',
    objects: {
      '*': LOOK,
      customer: { ...LOOK, fields: { phone: 'mask', email: 'mask', taxNumber: 'mask', creditLimit: 'none' } },
      contact: { ...LOOK, fields: { mobile: 'mask', phone: 'mask', email: 'mask', wechat: 'mask' } },
      product: { ...LOOK, fields: { cost: 'none' } },
    },
  },
};
