import { type Access, type MetaAnswer, objects } from '@wellspring/objects';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { loadLater } from '../src/ui/later.tsx';
import { startI18n } from '../src/app/i18n.ts';
import { MetaContext } from '../src/meta/use-meta.ts';

const whole: Access = {
  userId: 'u1', admin: true, deptIds: [], deptTreeIds: [],
  objects: Object.fromEntries(Object.keys(objects).map((name) => [name, { read: 'all', update: 'all', ops: ['create', 'delete'], fields: {} }])),
};
/** Definitions as somebody with all rights sees them. */
export const metaFor = (over: Partial<MetaAnswer> = {}): MetaAnswer => ({
  version: '1', user: { id: 'u1', name: '林晓燕', login: 'lin', departmentId: null, jobTitle: null }, access: whole, objects, company: { name: '清源', currency: 'CNY', timeZone: 'Asia/Shanghai' }, demo: false, preferences: {}, ...over,
});
/** Rights with other field rights on one object. */
export const accessWith = (object: string, fields: Access['objects'][string]['fields']): Access => ({ ...whole, objects: { ...whole.objects, [object]: { read: 'all', update: 'all', ops: [], fields } } });

let started: Promise<void> | null = null;
/** Renders inside meta, texts and a query cache. */
export async function show(node: ReactNode, meta: MetaAnswer = metaFor()) {
  started ??= startI18n();
  await started;
  await loadLater();
  const wrap = (child: ReactNode) => <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}><MetaContext value={meta}>{child}</MetaContext></QueryClientProvider>;
  const view = render(wrap(node));
  return { ...view, again: (next: ReactNode) => view.rerender(wrap(next)) };
}
