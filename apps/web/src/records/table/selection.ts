/** Which rows are ticked: some by id, or everything the list stands for except some. `anchor`: where a range with Shift begins. */
export type Selection = { all: boolean; ids: ReadonlySet<string>; anchor: string | null };
export const noSelection: Selection = { all: false, ids: new Set(), anchor: null };

/** With `all` the set holds the exceptions. */
export const isPicked = (selection: Selection, id: string): boolean => selection.all !== selection.ids.has(id);
export const pickedCount = (selection: Selection, total: number): number => (selection.all ? Math.max(0, total - selection.ids.size) : selection.ids.size);
export const isNothing = (selection: Selection): boolean => !selection.all && selection.ids.size === 0;

/** Ticks or unticks one row. */
export function toggle(selection: Selection, id: string): Selection {
  const ids = new Set(selection.ids);
  if (!ids.delete(id)) ids.add(id);
  return { ...selection, ids, anchor: id };
}
/** Gives all rows between the anchor and this one the state of the anchor. `loaded`: ids by position; places not loaded yet are undefined and stay out. */
export function extend(selection: Selection, id: string, loaded: readonly (string | undefined)[]): Selection {
  const from = selection.anchor === null ? -1 : loaded.indexOf(selection.anchor);
  const to = loaded.indexOf(id);
  if (from < 0 || to < 0 || selection.anchor === null) return toggle(selection, id);
  const wanted = isPicked(selection, selection.anchor);
  const ids = new Set(selection.ids);
  for (const other of loaded.slice(Math.min(from, to), Math.max(from, to) + 1)) {
    if (other === undefined) continue;
    if (wanted !== selection.all) ids.add(other); else ids.delete(other);
  }
  return { ...selection, ids };
}
export const pickLoaded = (loaded: Iterable<string>): Selection => ({ all: false, ids: new Set(loaded), anchor: null });
export const pickAll: Selection = { all: true, ids: new Set(), anchor: null };
/** State of the box in the head. */
export function headState(selection: Selection, loaded: readonly string[]): 'none' | 'some' | 'all' {
  if (selection.all) return selection.ids.size ? 'some' : 'all';
  if (!selection.ids.size) return 'none';
  return loaded.length > 0 && loaded.every((id) => selection.ids.has(id)) ? 'all' : 'some';
}
