import { Select } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import type { InputProps } from './types.ts';

export type Choice = { value: string; label: ReactNode; text?: string };
type Props = InputProps & { options: Choice[]; multiple?: boolean; open?: boolean };

/** A list to choose from; typing narrows it. `open`: what is typed may become a value. */
export function ChoiceInput({ options, multiple = false, open: free = false, ...props }: Props) {
  const [unfolded, setUnfolded] = useState(Boolean(props.autoFocus && props.onCommit));
  const [typed, setTyped] = useState('');
  const list = multiple ? (Array.isArray(props.value) ? (props.value as string[]) : []) : [];
  const known = new Set(options.map((option) => option.value));
  const own = (multiple ? list : [props.value as string]).filter((value) => value && !known.has(value)).map((value) => ({ value, label: value }));
  const fresh = free && typed.trim() && ![...options, ...own].some((option) => (textOf(option) === typed.trim())) ? [{ value: typed.trim().slice(0, 64), label: typed.trim() }] : [];
  const done = (value: unknown): void => { props.onChange(value); if (!multiple) props.onCommit?.(value); };
  return (
    <Select<string | string[]>
      className="ws-select" {...(props.id ? { id: props.id } : {})} size={props.size ?? 'middle'} status={props.status ?? ''} disabled={props.disabled ?? false} autoFocus={props.autoFocus ?? false} placeholder={props.placeholder}
      {...(multiple ? { mode: 'multiple' as const, maxTagCount: 'responsive' as const } : {})}
      allowClear={!(('required' in props.def) && props.def.required)} showSearch={{ filterOption: (input, option) => textOf(option as Choice).toLowerCase().includes(input.trim().toLowerCase()), onSearch: setTyped }}
      popupMatchSelectWidth={false} open={unfolded} onOpenChange={setUnfolded}
      value={multiple ? list : ((props.value as string | null | undefined) ?? (null as unknown as string))} options={[...own, ...options, ...fresh]}
      onChange={(value) => done(value === undefined ? null : multiple && Array.isArray(value) && value.length === 0 ? null : value)}
      onBlur={() => { setTyped(''); props.onCommit?.(props.value ?? null); }}
      onKeyDown={(event) => { if (event.key === 'Escape' && props.onCancel) { event.stopPropagation(); props.onCancel(); } }}
    />
  );
}
const textOf = (option: Choice | undefined): string => option?.text ?? (typeof option?.label === 'string' ? option.label : (option?.value ?? ''));
