/** What every field may say about itself, whatever its type. All of it is JSON: a definition can be sent to a browser or kept in a row. */
export type Common = {
  /** zh-CN name; zh-TW and en stand in locales/ under `object.field`. */
  label: string;
  required?: boolean;
  /** Written by the engine or by behaviour only; refused in a create or update. */
  readonly?: boolean;
  unique?: boolean;
  /** 'desc' where the column may be empty and is mostly sorted newest first. */
  indexed?: boolean | 'desc';
  /** Default of the mask: people whose field right is 'mask' see only the edges of the value. */
  mask?: boolean;
};

export type JsonSchema = Record<string, unknown>;

/** How a value lies in PostgreSQL. `cast` names the SQL type in typed record sets and parameters. */
export type Storage = { type: 'text' | 'integer' | 'numeric' | 'date' | 'timestamptz' | 'boolean' | 'uuid'; precision?: number; scale?: number; array?: boolean };

export const OPERATORS = [
  'eq', 'ne', 'in', 'notIn', 'gt', 'gte', 'lt', 'lte', 'between', 'contains', 'startsWith', 'empty', 'notEmpty',
  'within', 'hasAny', 'hasAll', 'hasNone', 'isMe', 'isMyDept', 'isMyTree', 'under',
] as const;
export type Operator = (typeof OPERATORS)[number];

/** What reading a text needs to know: the reader's language for yes/no and option labels, and the zone of times without one. */
export type TextContext = { locale: Locale; timeZone: string; optionLabel?: (field: string, key: string) => string };
export type Locale = 'zh-CN' | 'zh-TW' | 'en';
export const LOCALES: readonly Locale[] = ['zh-CN', 'zh-TW', 'en'];

/** A parsed text, or the code of what is wrong with it (translated under `error.<code>`). */
export type Parsed = { value: unknown } | { error: string; params?: Record<string, string | number> };

/** Everything the server side of a field type consists of. One object of this shape per type; nothing else knows the type. */
export type FieldTypeSpec<F extends Common> = {
  /** Absent: the type has no column of its own name (anyRef has two). */
  storage(field: F): Storage;
  /** Schema of a value that is not null. */
  schema(field: F): JsonSchema;
  operators: readonly Operator[];
  /** Which sums make sense under a list. */
  measures: readonly ('sum' | 'avg' | 'min' | 'max')[];
  /** Text of a file or a paste → value. Empty text never gets here. */
  parse(text: string, field: F, context: TextContext): Parsed;
  /** Value → text of a file. Null never gets here. */
  format(value: unknown, field: F, context: TextContext): string;
};

const textOps = ['eq', 'ne', 'in', 'notIn', 'contains', 'startsWith', 'empty', 'notEmpty'] as const satisfies readonly Operator[];
const numberOps = ['eq', 'ne', 'gt', 'gte', 'lt', 'lte', 'between', 'empty', 'notEmpty'] as const satisfies readonly Operator[];
const timeOps = ['eq', 'gt', 'gte', 'lt', 'lte', 'between', 'within', 'empty', 'notEmpty'] as const satisfies readonly Operator[];
const choiceOps = ['eq', 'ne', 'in', 'notIn', 'empty', 'notEmpty'] as const satisfies readonly Operator[];
export const operatorSets = { text: textOps, number: numberOps, time: timeOps, choice: choiceOps } as const;

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/g;
/** Takes control characters and outer blanks away; line breaks stay only where a field may hold them. */
export function cleanText(text: string, multiline: boolean): string {
  const clean = text.replace(CONTROL, '').trim();
  return multiline ? clean.replaceAll('\r\n', '\n') : clean.replace(/\s*[\r\n]+\s*/g, ' ');
}

/** Length in characters as people count them (code points), the unit of every `max`. */
export const characters = (text: string): number => [...text].length;
