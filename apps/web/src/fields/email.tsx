import { filterOf } from './filter-of.tsx';
import { LinkDisplay } from './link.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

/** mailto: of one plain mailbox; anything that could carry headers is no address. */
export const mailOf = (text: string): string | null => (/^[^\s@<>,;:"()?&[\]\\]+@[^\s@<>,;:"()?&[\]\\]+$/.test(text) ? `mailto:${encodeURI(text)}` : null);
const EmailDisplay = (props: DisplayProps) => <LinkDisplay {...props} hrefOf={mailOf} />;
const EmailInput = (props: InputProps) => <TextInput {...props} inputMode="email" />;
export const emailView: FieldView = { Display: EmailDisplay, Input: EmailInput, Filter: filterOf(TextInput), width: 190, align: 'left' };
