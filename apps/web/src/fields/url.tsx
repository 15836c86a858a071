import { hrefOf } from '@wellspring/objects';
import { filterOf } from './filter-of.tsx';
import { LinkDisplay } from './link.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, FieldView, InputProps } from './types.ts';

const UrlDisplay = (props: DisplayProps) => <LinkDisplay {...props} hrefOf={hrefOf} external />;
const UrlInput = (props: InputProps) => <TextInput {...props} inputMode="url" />;
export const urlView: FieldView = { Display: UrlDisplay, Input: UrlInput, Filter: filterOf(TextInput), width: 180, align: 'left' };
