import { createHash } from 'node:crypto';
import { type Access, type AnyDef, canSee, fieldOf, fieldRight, type Fields, type Filter, objectNames, objects } from '@wellspring/objects';

/** Fields a filter names in this object; a path through a ref counts as its first hop. */
function namesIn(filter: Filter): string[] {
  if ('and' in filter) return filter.and.flatMap(namesIn);
  if ('or' in filter) return filter.or.flatMap(namesIn);
  if ('not' in filter) return namesIn(filter.not);
  return 'some' in filter ? [] : [filter.field.split('.')[0] ?? ''];
}
const kept = <T>(entries: Readonly<Record<string, T>> | undefined, keep: (value: T, key: string) => boolean): Record<string, T> => Object.fromEntries(Object.entries(entries ?? {}).filter(([key, value]) => keep(value, key)));

/** The definition as this caller may know it: fields he has no right on are gone from every place that names them. */
export function effectiveObject(def: AnyDef, access: Access): AnyDef {
  const knows = (name: string): boolean => { const field = fieldOf(def, name); return field !== undefined && fieldRight(access, def.name, name, field) !== 'none'; };
  const known = (names: readonly string[]): string[] => names.filter(knows);
  const knowsFilter = (filter: Filter): boolean => namesIn(filter).every(knows);
  const knowsKey = (key: string): boolean => knows(key.replace(/^-/, ''));
  return {
    ...def,
    fields: kept(def.fields as Fields, (_, name) => knows(name)),
    ...(def.subtitle ? { subtitle: known(def.subtitle) } : {}),
    ...(def.children ? { children: kept(def.children, (child) => canSee(access, child.object)) } : {}),
    ...(def.flow && !knows(def.flow.field) ? { flow: undefined } : {}),
    ...(def.numbering && !knows(def.numbering.field) ? { numbering: undefined } : {}),
    ...(def.dedupe ? { dedupe: def.dedupe.filter((rule) => rule.fields.every((name) => knows(String(name)))) } : {}),
    search: known(def.search),
    ...(def.views ? { views: kept(def.views, (view) => knowsFilter(view.filter)) } : {}),
    list: { columns: known(def.list.columns), sort: def.list.sort.filter((key) => knowsKey(String(key))), ...(def.list.totals ? { totals: known(def.list.totals) } : {}) },
    ...(def.facts ? { facts: known(def.facts) } : {}),
    detail: def.detail.map((part) => ({ ...part, fields: known(part.fields) })),
    ...(def.quick ? { quick: known(def.quick) } : {}),
  };
}

/** The objects the caller may see, each as he may know it. */
export const effectiveObjects = (access: Access): Record<string, AnyDef> => Object.fromEntries(objectNames.filter((name) => canSee(access, name)).map((name) => [name, effectiveObject(objects[name], access)]));

/** A short name of a state of things: equal texts, equal name. */
export const versionOf = (things: unknown): string => createHash('sha256').update(JSON.stringify(things)).digest('base64url').slice(0, 16);
