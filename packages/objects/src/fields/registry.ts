import { anyRef, type AnyRefField, anyRefType } from './any-ref.ts';
import { bool, type BoolField, boolType } from './bool.ts';
import type { Common, FieldTypeSpec, Operator } from './common.ts';
import { date, type DateField, dateType } from './date.ts';
import { datetime, type DatetimeField, datetimeType } from './datetime.ts';
import { decimal, type DecimalField, decimalType } from './decimal.ts';
import { email, type EmailField, emailType } from './email.ts';
import { int, type IntField, intType } from './int.ts';
import { longText, type LongTextField, longTextType } from './long-text.ts';
import { money, type MoneyField, moneyType } from './money.ts';
import { multiSelect, type MultiSelectField, multiSelectType } from './multi-select.ts';
import { percent, type PercentField, percentType } from './percent.ts';
import { phone, type PhoneField, phoneType } from './phone.ts';
import { ref, type RefField, refType } from './ref.ts';
import { rollup, type RollupField, rollupType } from './rollup.ts';
import { select, type SelectField, selectType } from './select.ts';
import { text, type TextField, textType } from './text.ts';
import { url, type UrlField, urlType } from './url.ts';
import { user, type UserField, userType } from './user.ts';

/** The options of each field type. Adding a type: its file, one line here, one line in `fieldTypes`, one line in `f`. */
export type FieldOptions = {
  text: TextField; longText: LongTextField; phone: PhoneField; email: EmailField; url: UrlField; int: IntField; decimal: DecimalField; percent: PercentField;
  money: MoneyField; date: DateField; datetime: DatetimeField; bool: BoolField; select: SelectField; multiSelect: MultiSelectField;
  ref: RefField; user: UserField; anyRef: AnyRefField; rollup: RollupField;
};
export type FieldType = keyof FieldOptions;
export type FieldDef = { [T in FieldType]: { type: T } & FieldOptions[T] }[FieldType];
export type Fields = Readonly<Record<string, FieldDef>>;

export const fieldTypes: { [T in FieldType]: FieldTypeSpec<FieldOptions[T]> } = {
  text: textType, longText: longTextType, phone: phoneType, email: emailType, url: urlType, int: intType, decimal: decimalType, percent: percentType,
  money: moneyType, date: dateType, datetime: datetimeType, bool: boolType, select: selectType, multiSelect: multiSelectType,
  ref: refType, user: userType, anyRef: anyRefType, rollup: rollupType,
};

/** The builders: `f.text({ label: '名称' })`. */
export const f = { text, longText, phone, email, url, int, decimal, percent, money, date, datetime, bool, select, multiSelect, ref, user, anyRef, rollup };

/** The spec of a field, seen without its own options: the one place where the variance of the registry is given up. */
export const specOf = (field: FieldDef): FieldTypeSpec<Common> => fieldTypes[field.type] as unknown as FieldTypeSpec<Common>;
export type { RefField, RollupField };

/** The field whose values a field holds: a roll-up counts, sums or dates, and is compared as such. */
const valueSpec = (field: FieldDef): Pick<FieldTypeSpec<Common>, 'operators' | 'measures'> => (field.type === 'rollup' ? fieldTypes[field.as] : specOf(field));
/** Operators of a filter on this very field; records that form a tree are asked for `under` too. */
export const operatorsOf = (field: FieldDef): readonly Operator[] => (field.type === 'ref' && field.tree ? [...valueSpec(field).operators, 'under'] : valueSpec(field).operators);
/** Sums that make sense over this very field. */
export const measuresOf = (field: FieldDef) => valueSpec(field).measures;
