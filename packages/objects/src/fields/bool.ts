import type { Common, FieldTypeSpec } from './common.ts';

export type BoolField = Common & { default?: boolean };
export const bool = <const O extends BoolField>(options: O) => ({ type: 'bool' as const, ...options });

const YES = new Set(['true', 'yes', 'y', '1', '是', '有', '√', '✓', '启用', '啟用']);
const NO = new Set(['false', 'no', 'n', '0', '否', '无', '無', '×', '✗', '停用']);
const words = { 'zh-CN': ['是', '否'], 'zh-TW': ['是', '否'], en: ['Yes', 'No'] } as const;

export const boolType: FieldTypeSpec<BoolField> = {
  storage: () => ({ type: 'boolean' }),
  schema: () => ({ type: 'boolean' }),
  operators: ['eq', 'ne', 'empty', 'notEmpty'],
  measures: [],
  parse(input) {
    const word = input.normalize('NFKC').trim().toLowerCase();
    return YES.has(word) ? { value: true } : NO.has(word) ? { value: false } : { error: 'bool.shape' };
  },
  format: (value, _field, { locale }) => words[locale][value === true ? 0 : 1],
};
