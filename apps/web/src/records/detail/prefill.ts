import { type AnyDef, type FieldDef, type Fields, objectOf, type WireRecord } from '@wellspring/objects';

/** The pointer of a child at its parent, as a value of the field `via`. */
export function linkValue(child: AnyDef, via: string, object: string, id: string): unknown {
  const field = (child.fields as Fields)[via];
  return field?.type === 'anyRef' ? { object, id } : id;
}
/**
 * What a new child record of a pane starts with: the link to its parent, and whatever pointers both have in common
 * (a contact's new opportunity belongs to the contact's customer).
 */
export function childDraft(childName: string, via: string, object: string, record: WireRecord): Record<string, unknown> {
  const child = objectOf(childName);
  const draft: Record<string, unknown> = { [via]: linkValue(child, via, object, record.id) };
  const own = objectOf(object).fields as Fields;
  for (const [name, field] of Object.entries(child.fields as Record<string, FieldDef>)) {
    if (Object.hasOwn(draft, name) || field.readonly || field.type !== 'ref') continue;
    if (name === `${object}Id` && field.to === object) draft[name] = record.id;
    const same = Object.hasOwn(own, name) ? own[name] : undefined;
    if (same?.type === 'ref' && same.to === field.to && typeof record[name] === 'string' && field.to !== childName) draft[name] = record[name];
  }
  return draft;
}
