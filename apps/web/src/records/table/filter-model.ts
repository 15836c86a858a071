import { type Condition, type Filter, QUERY_LIMITS } from '@wellspring/objects';

/** A filter as people build it: groups of conditions, each group joined by AND or OR and perhaps turned round. `raw`: a part that only the address or a view can write. */
export type Group = { kind: 'group'; join: 'and' | 'or'; not: boolean; items: readonly Node[] };
export type Leaf = { kind: 'leaf'; field: string; condition: Condition | null };
export type Raw = { kind: 'raw'; filter: Filter };
export type Node = Group | Leaf | Raw;
/** Where a node stands: the index at each level. */
export type Path = readonly number[];

export const emptyGroup: Group = { kind: 'group', join: 'and', not: false, items: [] };
const isCondition = (filter: Filter): filter is Condition => 'field' in filter;

function nodeOf(filter: Filter): Node {
  if ('and' in filter) return { kind: 'group', join: 'and', not: false, items: filter.and.map(nodeOf) };
  if ('or' in filter) return { kind: 'group', join: 'or', not: false, items: filter.or.map(nodeOf) };
  if ('not' in filter) {
    const inner = nodeOf(filter.not);
    if (inner.kind === 'group' && !inner.not) return { ...inner, not: true };
    return { kind: 'group', join: 'and', not: true, items: [inner] };
  }
  return isCondition(filter) ? { kind: 'leaf', field: filter.field, condition: filter } : { kind: 'raw', filter };
}
/** The tree of a filter; its root is always a group. */
export function toGroup(filter: Filter | undefined): Group {
  if (!filter) return emptyGroup;
  const node = nodeOf(filter);
  return node.kind === 'group' ? node : { ...emptyGroup, items: [node] };
}

function filterOf(node: Node): Filter | undefined {
  if (node.kind === 'leaf') return node.condition ?? undefined;
  if (node.kind === 'raw') return node.filter;
  const parts = node.items.map(filterOf).filter((part) => part !== undefined);
  if (!parts.length) return undefined;
  const joined: Filter = parts.length === 1 && parts[0] ? parts[0] : node.join === 'and' ? { and: parts } : { or: parts };
  return node.not ? { not: joined } : joined;
}
/** The filter of a tree; unfinished conditions and empty groups drop out. */
export const toFilter = (group: Group): Filter | undefined => filterOf(group);

/** How deep a filter is nested, as the server counts it. */
export function depthOf(filter: Filter | undefined): number {
  if (!filter) return 0;
  if ('and' in filter) return 1 + Math.max(0, ...filter.and.map(depthOf));
  if ('or' in filter) return 1 + Math.max(0, ...filter.or.map(depthOf));
  if ('not' in filter) return 1 + depthOf(filter.not);
  if ('some' in filter) return 1 + depthOf(filter.where);
  return 1;
}
export const countConditions = (node: Node): number => (node.kind === 'group' ? node.items.reduce((sum, item) => sum + countConditions(item), 0) : 1);

/** The node at a path, or null. */
export function nodeAt(root: Group, path: Path): Node | null {
  let node: Node = root;
  for (const index of path) {
    const next: Node | undefined = node.kind === 'group' ? node.items[index] : undefined;
    if (!next) return null;
    node = next;
  }
  return node;
}
/** Puts another node (or none) in a place; everything off the way stays the same object. */
export function replaceAt(root: Group, path: Path, change: (node: Node) => Node | null): Group {
  const [index, ...rest] = path;
  if (index === undefined) { const next = change(root); return next?.kind === 'group' ? next : emptyGroup; }
  const items = root.items.flatMap((item, at) => {
    if (at !== index) return [item];
    if (!rest.length) { const next = change(item); return next ? [next] : []; }
    return item.kind === 'group' ? [replaceAt(item, rest, change)] : [item];
  });
  return { ...root, items };
}
export const removeAt = (root: Group, path: Path): Group => replaceAt(root, path, () => null);
export const addAt = (root: Group, path: Path, node: Node): Group => replaceAt(root, path, (group) => (group.kind === 'group' ? { ...group, items: [...group.items, node] } : group));

/** May a group be put below the group at this path? Counted as if everything unfinished were finished and every group kept its level. */
export function mayNest(path: Path, root: Group, limit: number = QUERY_LIMITS.depth): boolean {
  let levels = 1 + (root.not ? 1 : 0);
  let node: Node = root;
  for (const index of path) {
    const next: Node | undefined = node.kind === 'group' ? node.items[index] : undefined;
    if (next?.kind !== 'group') break;
    levels += 1 + (next.not ? 1 : 0);
    node = next;
  }
  // The new group and the condition in it are two more levels.
  return levels + 2 <= limit;
}
export const tooDeep = (group: Group, limit: number = QUERY_LIMITS.depth): boolean => depthOf(toFilter(group)) > limit;

/** The parts a chip each: those of an AND at the top, or the one filter. */
export const partsOf = (filter: Filter | undefined): readonly Filter[] => (!filter ? [] : 'and' in filter ? filter.and : [filter]);
export const joinParts = (parts: readonly Filter[]): Filter | undefined => (parts.length > 1 ? { and: parts } : parts[0]);

/** The condition of a column's head: the first at the top that names the field. */
export const conditionFor = (filter: Filter | undefined, field: string): Condition | null => partsOf(filter).find((part): part is Condition => isCondition(part) && part.field === field) ?? null;
/** Sets, changes or takes away the condition of a column's head; all other parts stay where they are. */
export function withCondition(filter: Filter | undefined, field: string, condition: Condition | null): Filter | undefined {
  const parts = [...partsOf(filter)];
  const at = parts.findIndex((part) => isCondition(part) && part.field === field);
  if (at < 0) return condition ? joinParts([...parts, condition]) : filter;
  if (condition) parts[at] = condition; else parts.splice(at, 1);
  return joinParts(parts);
}
