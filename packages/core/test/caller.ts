import type { Access, FieldRight, Level, ObjectAccess } from '@wellspring/objects';
import { objectNames } from '@wellspring/objects';
import type { Ctx } from '../src/ctx.ts';
import { dept, people } from './harness.ts';

type Rights = Partial<Record<string, { read?: Level; update?: Level; ops?: string[]; fields?: Record<string, FieldRight> }>>;

/** Rights as a role would give them; objects that are not named get `rest`. */
export function accessOf(rights: Rights = {}, rest: Level = 'all', place: { userId?: string; deptIds?: string[]; deptTreeIds?: string[] } = {}): Access {
  const one = (name: string): ObjectAccess => ({ read: rights[name]?.read ?? rest, update: rights[name]?.update ?? rights[name]?.read ?? rest, ops: rights[name]?.ops ?? [], fields: rights[name]?.fields ?? {} });
  return { userId: people.seller1, admin: false, deptIds: [dept.east], deptTreeIds: [dept.east, dept.eastTeam], ...place, objects: Object.fromEntries(objectNames.map((name) => [name, one(name)])) };
}

/** A context that only compiles: running a statement fails. */
export const callerOf = (access: Access, more: Partial<Ctx> = {}): Ctx => ({
  db: undefined as never, run: () => Promise.reject(new Error('a compiling test runs nothing')), user: { id: access.userId, name: '', login: '', departmentId: access.deptIds[0] ?? null, jobTitle: null },
  access, system: false, locale: 'en', timeZone: 'Asia/Shanghai', now: new Date('2026-11-25T02:00:00Z'), requestId: '', source: 'ui', dataDir: '', depth: 0, behaviours: {}, ...more,
});

/** Text and values of a fragment, in one line. */
export const shown = (fragment: { compile(): { text: string; values: unknown[] } }): string => {
  const { text, values } = fragment.compile();
  return values.length ? `${text.replace(/\s+/g, ' ')} ← ${JSON.stringify(values)}` : text.replace(/\s+/g, ' ');
};
