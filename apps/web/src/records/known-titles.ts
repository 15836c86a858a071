import type { Labels, WireRecord } from '@wellspring/objects';

const titles = new Map<string, string>();
const LIMIT = 2000;

/** Remembers the title of a record that was picked or created, so that it can be shown before the server names it. */
export function rememberTitle(object: string, id: string, title: string): void {
  if (titles.size >= LIMIT) titles.clear();
  titles.set(`${object}:${id}`, title);
}
export const knownTitle = (object: string, id: string): string | undefined => titles.get(`${object}:${id}`);

/** Labels with the remembered titles of everything these values point at. */
export function withKnownTitles(labels: Labels, values: Record<string, unknown>, targets: (field: string) => readonly string[]): Labels {
  const next: Labels = { ...labels };
  for (const [field, value] of Object.entries(values)) {
    const pointer = isPointer(value) ? value : null;
    const id = pointer?.id ?? (typeof value === 'string' ? value : null);
    if (!id) continue;
    for (const object of pointer ? [pointer.object] : targets(field)) {
      const title = titles.get(`${object}:${id}`);
      if (title !== undefined && next[object]?.[id] === undefined) next[object] = { ...next[object], [id]: title };
    }
  }
  return next;
}
const isPointer = (value: unknown): value is { object: string; id: string } => typeof value === 'object' && value !== null && 'object' in value && 'id' in value;

/** Title of a record by its definition's title field. */
export const titleOf = (record: WireRecord | undefined, titleField: string): string => {
  const value = record?.[titleField];
  return typeof value === 'string' ? value.replace(/\s+/g, ' ') : '';
};
