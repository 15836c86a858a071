import { type Common, cleanText, type FieldTypeSpec, operatorSets } from './common.ts';

export type EmailField = Common & { max?: number };
export const email = <const O extends EmailField>(options: O) => ({ type: 'email' as const, ...options });

// One mailbox, no display name, linear time: everything cleverer belongs to the mail server.
const SHAPE = '^[^\\s@<>,;:"()\\[\\]\\\\]{1,64}@[^\\s@<>,;:"()\\[\\]\\\\]{1,189}$';

export const emailType: FieldTypeSpec<EmailField> = {
  storage: () => ({ type: 'text' }),
  schema: () => ({ type: 'string', maxLength: 254, pattern: SHAPE }),
  operators: operatorSets.text,
  measures: [],
  parse(input) {
    const value = cleanText(input, false).normalize('NFKC');
    return value.length <= 254 && new RegExp(SHAPE, 'u').test(value) ? { value } : { error: 'email.shape' };
  },
  format: String,
};
