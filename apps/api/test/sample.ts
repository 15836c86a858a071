import { type AnyDef, type FieldDef, type Fields, type FieldType, writableFields } from '@wellspring/objects';

const samples: Record<FieldType, (field: FieldDef, id: string) => unknown> = {
  text: () => 'sample', longText: () => 'sample', phone: () => '13800138000', email: () => 'a@b.example', url: () => 'https://a.example', int: (field) => (field as { min?: number }).min ?? 1, decimal: () => '1', percent: () => 1,
  money: () => '1.00', date: () => '2026-01-05', datetime: () => '2026-01-05T00:00:00Z', bool: () => true, select: (field) => (field as unknown as { options: { key: string }[] }).options[0]?.key, multiSelect: (field) => [(field as unknown as { options: { key: string }[] }).options[0]?.key],
  ref: (_, id) => id, user: (_, id) => id, anyRef: (field, id) => ({ object: (field as unknown as { to: string[] }).to[0], id }), rollup: () => null,
};
const valuesOf = (fields: Fields, id: string, wanted: (field: FieldDef) => boolean): Record<string, unknown> =>
  Object.fromEntries(writableFields(fields).filter(([, field]) => wanted(field)).map(([name, field]) => [name, samples[field.type](field, id)]));

/** A body that the schema of creation takes: what is demanded. */
export const sampleOf = (def: AnyDef, id: string): Record<string, unknown> => valuesOf(def.fields as Fields, id, (field) => field.required === true);
/** A body with every field. */
export const fullSampleOf = (def: AnyDef, id: string): Record<string, unknown> => valuesOf(def.fields as Fields, id, () => true);
export const inputSampleOf = (fields: Fields, id: string): Record<string, unknown> => valuesOf(fields, id, (field) => field.required === true);
