import { type Common, cleanText, type FieldTypeSpec, operatorSets } from './common.ts';

export type PhoneField = Common & { max?: number };
export const phone = <const O extends PhoneField>(options: O) => ({ type: 'phone' as const, ...options });

const SHAPE = '^[+0-9０-９()（）\\-–—./ x#*ext转轉分机機;；,，、]{3,64}$';

/** The digits of a phone, full-width ones folded, without the Chinese country code: what two spellings of one number share. */
export function phoneDigits(value: string): string {
  const digits = value.normalize('NFKC').replace(/\D/g, '');
  return digits.length > 11 && digits.startsWith('86') ? digits.slice(2) : digits;
}

/** A Chinese mobile that looks cut or too long (11 digits expected); other numbers are left to their countries. */
export function suspiciousMobile(value: string): boolean {
  const digits = phoneDigits(value);
  return /^1[3-9]/.test(digits) && digits.length > 7 && digits.length < 11 && !value.trim().startsWith('+');
}

export const phoneType: FieldTypeSpec<PhoneField> = {
  storage: () => ({ type: 'text' }),
  schema: () => ({ type: 'string', minLength: 3, maxLength: 64, pattern: SHAPE }),
  operators: operatorSets.text,
  measures: [],
  parse(input) {
    const value = cleanText(input, false).normalize('NFKC').replace(/\s+/g, ' ');
    return new RegExp(SHAPE, 'u').test(value) && phoneDigits(value).length >= 3 ? { value } : { error: 'phone.shape' };
  },
  format: String,
};
