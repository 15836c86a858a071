import type { AnyDef, MetaAnswer } from '@wellspring/objects';

export type ModuleName = AnyDef['module'];
/** Modules in the order of the top bar; each with the objects the person may see. Empty modules are left out. */
export function modulesOf(meta: MetaAnswer): { name: ModuleName; objects: AnyDef[] }[] {
  const order: ModuleName[] = ['customer', 'sales', 'product', 'office', 'org'];
  return order.map((name) => ({ name, objects: Object.values(meta.objects).filter((def) => def.module === name && meta.access.objects[def.name]?.read !== 'none' && meta.access.objects[def.name]) })).filter((module) => module.objects.length > 0);
}
/** The module an address belongs to; null on the workbench and in the settings. */
export function moduleAt(meta: MetaAnswer, pathname: string): ModuleName | null {
  const object = /^\/o\/([^/]+)/.exec(pathname)?.[1];
  return object && Object.hasOwn(meta.objects, object) ? (meta.objects[object]?.module ?? null) : null;
}
