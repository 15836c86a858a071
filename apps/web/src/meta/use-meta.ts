import { type Access, type AnyDef, canDo, canSee, type FieldRight, fieldOf, fieldRight, type MetaAnswer, type Op, objects } from '@wellspring/objects';
import { createContext, useCallback, useContext } from 'react';
import { queryOptions, useQueryClient } from '@tanstack/react-query';
import type { CallOptions } from '@wellspring/client';
import { client } from '../app/session.ts';
import { keys } from '../records/keys.ts';

export const metaQuery = queryOptions({ queryKey: keys.meta, queryFn: () => client.meta(), staleTime: Number.POSITIVE_INFINITY, gcTime: Number.POSITIVE_INFINITY });
export const MetaContext = createContext<MetaAnswer | null>(null);

/** All the server told about objects, rights and this person. @throws outside of the signed-in part of the page. */
export function useMeta(): MetaAnswer {
  const meta = useContext(MetaContext);
  if (!meta) throw new Error('useMeta outside of MetaContext');
  return meta;
}
/** An object the person may not see or that does not exist: the page says "not found". */
export class UnknownObjectError extends Error {
  readonly object: string;
  constructor(object: string) {
    super(`unknown object ${object}`);
    this.object = object;
  }
}
export const defIn = (meta: MetaAnswer, name: string): AnyDef | null => (Object.hasOwn(meta.objects, name) ? (meta.objects[name] ?? null) : null);

/** The effective definition: fields without right are gone. @throws UnknownObjectError */
export function useObject(name: string): AnyDef {
  const def = defIn(useMeta(), name);
  if (!def) throw new UnknownObjectError(name);
  return def;
}
/** The definition behind a field path, one hop through a ref allowed (`customerId.industry`); null where the person may not see it. */
export function fieldAt(meta: MetaAnswer, object: string, path: string): { object: string; name: string; def: NonNullable<ReturnType<typeof fieldOf>> } | null {
  const [first = '', second] = path.split('.');
  const owner = defIn(meta, object);
  const field = owner ? fieldOf(owner, first) : undefined;
  if (!field) return null;
  if (second === undefined) return { object, name: first, def: field };
  return 'to' in field && typeof field.to === 'string' ? fieldAt(meta, field.to, second) : null;
}

export type Can = { see: (object: string) => boolean; do: (object: string, op: Op) => boolean; field: (object: string, name: string) => FieldRight };
const cans = new WeakMap<Access, Can>();
/** What the person may do, by object and field. Which records, each record's own `can` says. */
export function useCan(): Can {
  const { access } = useMeta();
  const known = cans.get(access);
  if (known) return known;
  const can: Can = {
    see: (object) => canSee(access, object),
    do: (object, op) => canDo(access, object, op),
    field: (object, name) => {
      const def = Object.hasOwn(objects, object) ? fieldOf(objects[object as keyof typeof objects], name) : undefined;
      return def ? fieldRight(access, object, name, def) : 'none';
    },
  };
  cans.set(access, can);
  return can;
}

type Waiting = { value: unknown; timer: ReturnType<typeof setTimeout> };
const pending = new Map<string, Waiting>();
function sendPreference(key: string, options: CallOptions = {}): void {
  const waiting = pending.get(key);
  if (!waiting) return;
  clearTimeout(waiting.timer);
  pending.delete(key);
  client.setPreference(key, waiting.value, options).catch(() => { /* kept on this page; the next change tries again */ });
}
// A choice made just before the page goes is sent on its way out.
if (typeof window !== 'undefined') window.addEventListener('pagehide', () => { for (const key of [...pending.keys()]) sendPreference(key, { keepalive: true }); });

/** A preference of the person: changed on the screen at once, saved when it has rested for a moment. */
export function usePreference<T>(key: string, fallback: T): [T, (value: T) => void] {
  const meta = useMeta();
  const cache = useQueryClient();
  const value = Object.hasOwn(meta.preferences, key) ? (meta.preferences[key] as T) : fallback;
  const set = useCallback((next: T) => {
    cache.setQueryData<MetaAnswer>(keys.meta, (old) => (old ? { ...old, preferences: { ...old.preferences, [key]: next } } : old));
    clearTimeout(pending.get(key)?.timer);
    pending.set(key, { value: next, timer: setTimeout(() => sendPreference(key), 600) });
  }, [cache, key]);
  return [value, set];
}
