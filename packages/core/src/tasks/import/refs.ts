import { type AnyDef, type FieldDef, isUuid, objectOf, fieldOf } from '@wellspring/objects';
import type { Ctx } from '../../ctx.ts';
import { ForbiddenError } from '../../errors.ts';
import { saveRecords } from '../../records/save.ts';
import { findByTokens, matchTokens, normalise } from '../../search/index.ts';
import { blanksHaveRecord, unnamed } from './blank-refs.ts';
import type { ImportPlan } from './plan.ts';
import type { Draft } from './values.ts';

/** What a text of a reference column names: one record, several, or none. */
export type Found = { id: string } | { none: true; candidates: { id: string; title: string }[] };
/** Texts already looked up, by object. Filled by reading; what a chunk creates is added when its transaction has committed. */
export type RefCache = Map<string, Map<string, Found>>;
export type Pending = { id: string; row: number; field: string; text: string };
export type CreatedRefs = { object: string; key: string; id: string }[];

const TOKENS = 500;
/** The form under which texts of one reference are the same. */
export const refKey = (text: string): string => normalise(text);
const cacheOf = (cache: RefCache, object: string): Map<string, Found> => {
  const known = cache.get(object) ?? new Map<string, Found>();
  cache.set(object, known);
  return known;
};

/** The one record that a text names: by its exact name or code, else by equal sound. */
function choose(key: string, tokens: readonly string[], hits: ReadonlyMap<string, { id: string; title: string }[]>): Found {
  const of = (mark: string) => [...new Map(tokens.filter((token) => token.startsWith(mark)).flatMap((token) => hits.get(token) ?? []).map((hit) => [hit.id, hit])).values()];
  for (const mark of ['=', '~']) {
    const found = of(mark);
    const titled = found.filter(({ title }) => normalise(title) === key);
    const one = found.length === 1 ? found[0] : titled.length === 1 ? titled[0] : undefined;
    if (one) return { id: one.id };
    if (found.length) return { none: true, candidates: found.slice(0, 5) };
  }
  return { none: true, candidates: [] };
}

/** Looks up texts of one object that are not known yet, many per statement. */
async function lookUp(ctx: Ctx, object: string, texts: Iterable<string>, cache: RefCache): Promise<void> {
  const known = cacheOf(cache, object);
  const wanted = new Map<string, string[]>();
  for (const text of texts) {
    const key = refKey(text);
    if (key === '' || known.has(key) || wanted.has(key)) continue;
    if (isUuid(text)) known.set(key, { id: text });
    else wanted.set(key, matchTokens(text));
  }
  const entries = [...wanted];
  for (let at = 0; at < entries.length; at += TOKENS) {
    const part = entries.slice(at, at + TOKENS);
    const rows = await findByTokens(ctx, object, part.flatMap(([, tokens]) => tokens)).catch((error: unknown) => {
      if (error instanceof ForbiddenError) return [];
      throw error;
    });
    const hits = new Map<string, { id: string; title: string }[]>();
    for (const { token, id, title } of rows) hits.set(token, [...(hits.get(token) ?? []), { id, title }]);
    for (const [key, tokens] of part) known.set(key, choose(key, tokens, hits));
  }
}

/** Looks up every reference of these rows. */
export async function findRefs(ctx: Ctx, plan: ImportPlan, drafts: readonly Draft[], cache: RefCache): Promise<void> {
  for (const object of new Set(plan.columns.map(({ target }) => target.to).filter((to) => to !== null))) {
    const names = new Set(plan.columns.filter(({ target }) => target.to === object).map(({ target }) => target.name));
    await lookUp(ctx, object, drafts.flatMap((draft) => draft.refs.filter(({ field }) => names.has(field)).map(({ text }) => text)), cache);
  }
}

/** Makes the records that decisions ask for, in the running operation. Those that cannot be made leave their rows refused. */
async function createMissing(ctx: Ctx, wanted: ReadonlyMap<string, ReadonlyMap<string, string>>): Promise<CreatedRefs> {
  const created: CreatedRefs = [];
  for (const [object, texts] of wanted) {
    const target = objectOf(object);
    const inputs = [...texts.values()].map((text) => ({ values: { [target.titleField]: text } }));
    const result = await saveRecords(ctx, object, inputs, { partial: true, skipDuplicates: true });
    const ids = new Map(result.saved.map(({ input, id }) => [input.values[target.titleField], id]));
    for (const [key, text] of texts) {
      const id = ids.get(text);
      if (id) created.push({ object, key, id });
    }
  }
  return created;
}

type Decision = { id: string } | 'create' | 'refuse' | 'blank';
function decide(plan: ImportPlan, field: string, text: string): Decision {
  const decision = plan.refs[field];
  if (!decision) return text === '' ? 'blank' : 'refuse';
  if (blanksHaveRecord(plan, field) && text === unnamed(plan)) return 'create';
  if (Object.hasOwn(decision.values, text)) return decision.values[text] ?? 'refuse';
  const key = refKey(text);
  const like = Object.keys(decision.values).find((one) => refKey(one) === key);
  return like === undefined ? (text === '' ? 'blank' : decision.other) : (decision.values[like] ?? 'refuse');
}

const requiredRef = (def: AnyDef, name: string): boolean => (fieldOf(def, name) as FieldDef | undefined)?.required === true;

/**
 * Puts ids in place of texts: what is known, what the person decided for the rest, and a pointer at a later row of the same file as a task for the end.
 * `own` holds the titles of the file itself where it points at its own object.
 */
export async function resolveRefs(ctx: Ctx, plan: ImportPlan, drafts: readonly Draft[], cache: RefCache, own: ReadonlySet<string> | null): Promise<{ created: CreatedRefs; later: Map<Draft, { field: string; text: string }[]>; unknown: { field: string; text: string; candidates: { id: string; title: string }[] }[] }> {
  await findRefs(ctx, plan, drafts, cache);
  const wanted = new Map<string, Map<string, string>>();
  const later = new Map<Draft, { field: string; text: string }[]>();
  const unknown: { field: string; text: string; candidates: { id: string; title: string }[] }[] = [];
  const waiting: { draft: Draft; field: string; object: string; text: string }[] = [];
  for (const draft of drafts) {
    for (const { field, text } of draft.refs) {
      const object = plan.columns.find(({ target }) => target.name === field)?.target.to ?? '';
      const found = text === '' ? undefined : cache.get(object)?.get(refKey(text));
      if (found && 'id' in found) { draft.values[field] = found.id; continue; }
      if (text !== '' && object === plan.def.name && field !== 'ownerId' && own?.has(refKey(text)) && !requiredRef(plan.def, field)) { later.set(draft, [...(later.get(draft) ?? []), { field, text }]); continue; }
      if (text !== '' || requiredRef(plan.def, field)) unknown.push({ field, text: blanksHaveRecord(plan, field) && text === unnamed(plan) ? '' : text, candidates: found?.candidates ?? [] });
      const decision = decide(plan, field, text);
      if (typeof decision === 'object') draft.values[field] = decision.id;
      else if (decision === 'refuse') { if (text !== '' || requiredRef(plan.def, field)) draft.faults.push({ field, code: found?.candidates.length ? 'import.ref-ambiguous' : text === '' ? 'field.required' : 'ref.unknown', value: text.slice(0, 200) }); }
      else if (decision === 'create') {
        const texts = wanted.get(object) ?? new Map<string, string>();
        if (!texts.has(refKey(text))) texts.set(refKey(text), text);
        wanted.set(object, texts);
        waiting.push({ draft, field, object, text });
      }
    }
  }
  // Records for rows that are refused anyway are not made.
  for (const [object, texts] of wanted) for (const key of texts.keys()) if (!waiting.some((one) => one.object === object && refKey(one.text) === key && !one.draft.faults.length)) texts.delete(key);
  const created = wanted.size ? await createMissing(ctx, wanted) : [];
  const ids = new Map(created.map(({ object, key, id }) => [`${object}\t${key}`, id]));
  for (const { draft, field, object, text } of waiting) {
    const id = ids.get(`${object}\t${refKey(text)}`);
    if (id) draft.values[field] = id;
    else if (!draft.faults.length) draft.faults.push({ field, code: 'import.ref-not-created', value: text.slice(0, 200) });
  }
  return { created, later, unknown };
}

/** Remembers what a committed chunk created. */
export function rememberRefs(cache: RefCache, created: CreatedRefs): void {
  for (const { object, key, id } of created) cacheOf(cache, object).set(key, { id });
}
/** Resolves references to rows of the same file, now that they are written. */
export async function resolveLater(ctx: Ctx, plan: ImportPlan, pending: readonly Pending[]): Promise<{ pending: Pending; id: string | null }[]> {
  const cache: RefCache = new Map();
  await lookUp(ctx, plan.def.name, pending.map(({ text }) => text), cache);
  return pending.map((one) => {
    const found = cache.get(plan.def.name)?.get(refKey(one.text));
    return { pending: one, id: found && 'id' in found ? found.id : null };
  });
}
