import { parseDecimal } from '@wellspring/objects';
import { Dash, isBlank } from './dash.tsx';
import { TextInput } from './text-input.tsx';
import type { DisplayProps, InputProps } from './types.ts';

/** A figure in tabular digits. */
export function Figure({ value, mode, text }: { value: unknown; mode: DisplayProps['mode']; text: (value: unknown) => string }) {
  if (isBlank(value)) return <Dash mode={mode} always />;
  return mode === 'text' ? <>{text(value)}</> : <span className="ws-num">{text(value)}</span>;
}

/** Decimal text as typed, with the marks people paste; what is no number is kept, so that nothing typed is lost, and refused later. */
export const readDecimal = (text: string): unknown => (text.trim() === '' ? null : (parseDecimal(text) ?? text));
export const readInt = (text: string): unknown => {
  const decimal = readDecimal(text);
  return typeof decimal === 'string' && /^-?\d{1,10}$/.test(decimal) ? Number(decimal) : decimal;
};
export const IntInput = (props: InputProps) => <TextInput {...props} numeric inputMode="numeric" read={readInt} />;
export const DecimalInput = (props: InputProps) => <TextInput {...props} numeric inputMode="decimal" read={readDecimal} />;
