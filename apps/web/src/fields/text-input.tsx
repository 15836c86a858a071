import Input from 'antd/es/input/Input';
import { useRef } from 'react';
import { later } from '../ui/later.tsx';
import { useEnds } from './commit.ts';
import type { InputProps } from './types.ts';

const TextArea = later(() => import('antd/es/input/TextArea').then((module) => module.default), <span className="ws-input-wait" />);

type Props = InputProps & { multiline?: boolean; numeric?: boolean; read?: (text: string) => unknown; write?: (value: unknown) => string; inputMode?: 'text' | 'decimal' | 'numeric' | 'tel' | 'email' | 'url'; prefix?: string | undefined; suffix?: string | undefined };
const plain = (text: string): unknown => (text === '' ? null : text);
const shown = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

/** The text control under every field that is typed: what is typed stays as typed, `read` turns it into the wire value. */
export function TextInput({ multiline = false, numeric = false, read = plain, write = shown, inputMode, prefix, suffix, ...props }: Props) {
  // The typed text is kept while it still means the value, so "1." does not jump to "1" under the fingers.
  const typed = useRef<{ text: string; value: unknown } | null>(null);
  const text = typed.current && typed.current.value === props.value ? typed.current.text : write(props.value);
  const current = (): unknown => (typed.current ? typed.current.value : props.value ?? null);
  const ends = useEnds(props, current, multiline);
  const change = (next: string): void => {
    typed.current = { text: next, value: read(next) };
    ends.again();
    props.onChange(typed.current.value);
  };
  const common = {
    value: text, id: props.id, size: props.size ?? 'middle', status: props.status ?? '', disabled: props.disabled ?? false, placeholder: props.placeholder, autoFocus: props.autoFocus ?? false, ...ends.keys,
    'aria-invalid': props.status === 'error' || undefined,
  } as const;
  if (multiline) return <TextArea {...common} autoSize={{ minRows: 3, maxRows: 12 }} onChange={(event) => change(event.target.value)} />;
  return <Input {...common} className={numeric ? 'ws-input-num' : ''} inputMode={inputMode ?? 'text'} autoComplete="off" prefix={prefix} suffix={suffix} onChange={(event) => change(event.target.value)} />;
}
