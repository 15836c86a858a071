import type { FieldDef, FieldType } from '@wellspring/objects';
import { anyRefView } from './any-ref.tsx';
import { boolView } from './bool.tsx';
import { dateView } from './date.tsx';
import { datetimeView } from './datetime.tsx';
import { decimalView } from './decimal.tsx';
import { emailView } from './email.tsx';
import { intView } from './int.tsx';
import { longTextView } from './long-text.tsx';
import { moneyView } from './money.tsx';
import { multiSelectView } from './multi-select.tsx';
import { percentView } from './percent.tsx';
import { phoneView } from './phone.tsx';
import { refView } from './ref.tsx';
import { rollupView } from './rollup.tsx';
import { selectView } from './select.tsx';
import { textView } from './text.tsx';
import type { FieldView } from './types.ts';
import { urlView } from './url.tsx';
import { userView } from './user.tsx';

/** How each field type looks. Adding a type: its file, and one line here. */
export const fieldViews: Record<FieldType, FieldView> = {
  text: textView, longText: longTextView, phone: phoneView, email: emailView, url: urlView, int: intView, decimal: decimalView, percent: percentView,
  money: moneyView, date: dateView, datetime: datetimeView, bool: boolView, select: selectView, multiSelect: multiSelectView,
  ref: refView, user: userView, anyRef: anyRefView, rollup: rollupView,
};

/** Starting width and alignment of a field's column. */
export function columnLook(def: FieldDef): { width: number; align: 'left' | 'right' } {
  const view = fieldViews[def.type];
  if (def.type === 'rollup' && def.as === 'datetime') return { width: datetimeView.width, align: datetimeView.align };
  if (def.type === 'select' && def.options.every((option) => option.label.length === 1)) return { width: 48, align: 'left' };
  return { width: view.width, align: view.align };
}
