import { type Common, cleanText, type FieldTypeSpec, operatorSets } from './common.ts';

export type UrlField = Common & { max?: number };
export const url = <const O extends UrlField>(options: O) => ({ type: 'url' as const, ...options });

// A host, or http/https in front of one: javascript:, data: and the like never become a link.
const SHAPE = '^(?:[Hh][Tt][Tt][Pp][Ss]?://)?[^\\s:/@<>"\\\\]+(?::[0-9]{1,5})?(?:[/?#][^\\s<>"\\\\]*)?$';

export const urlType: FieldTypeSpec<UrlField> = {
  storage: () => ({ type: 'text' }),
  schema: () => ({ type: 'string', minLength: 3, maxLength: 500, pattern: SHAPE }),
  operators: operatorSets.text,
  measures: [],
  parse(input) {
    const value = cleanText(input, false);
    return value.length <= 500 && new RegExp(SHAPE, 'u').test(value) ? { value } : { error: 'url.shape' };
  },
  format: String,
};

/** The address a browser may follow, or null where the text is none. */
export const hrefOf = (value: string): string | null =>
  new RegExp(SHAPE, 'u').test(value) ? (/^https?:\/\//i.test(value) ? value : `https://${value}`) : null;
