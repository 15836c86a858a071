import { filterOf } from './filter-of.tsx';
import { LinkDisplay } from './link.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

/** The number to dial: digits and a leading plus; an extension stays out of it. Null where there is no number. */
export function telOf(text: string): string | null {
  const main = text.normalize('NFKC').split(/[;；,，、x#转轉]|ext/i)[0] ?? '';
  const digits = main.replace(/[^\d+]/g, '').replace(/(?!^)\+/g, '');
  return digits.length >= 3 ? `tel:${digits}` : null;
}
const PhoneDisplay = (props: DisplayProps) => <LinkDisplay {...props} hrefOf={telOf} />;
const PhoneInput = (props: InputProps) => <TextInput {...props} inputMode="tel" />;
export const phoneView: FieldView = { Display: PhoneDisplay, Input: PhoneInput, Filter: filterOf(TextInput), width: 130, align: 'left' };
