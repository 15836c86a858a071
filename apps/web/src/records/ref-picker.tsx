import type { Filter, Labels } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { client } from '../app/session.ts';
import { keys } from './keys.ts';

type Props = {
  to: string; value: string | null; onChange: (id: string | null) => void; filter?: Filter; labels?: Labels | undefined; onCreate?: (text: string) => void; onCancel?: (() => void) | undefined;
  autoFocus?: boolean | undefined; status?: '' | 'error' | 'warning' | undefined; size?: 'small' | 'middle' | 'large' | undefined; id?: string | undefined; disabled?: boolean | undefined; placeholder?: string | undefined;
};

/** Picks a record by name, pinyin or code. */
export function RefPicker({ to, value, onChange, filter, labels, ...rest }: Props) {
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const request = { ...(text ? { text } : {}), ...(filter ? { filter } : {}), limit: 20 };
  const found = useQuery({ queryKey: keys.lookup(to, request), queryFn: ({ signal }) => client.records(to).lookup(request, { signal }) });
  const options = (found.data?.rows ?? []).map((row) => ({ value: row.id, label: row.title, title: row.subtitle }));
  const known = value && !options.some((option) => option.value === value) ? [{ value, label: labels?.[to]?.[value] ?? '—', title: '' }] : [];
  return (
    <Select<string>
      className="ws-select" allowClear {...(rest.id ? { id: rest.id } : {})} size={rest.size ?? 'middle'} status={rest.status ?? ''} disabled={rest.disabled ?? false} autoFocus={rest.autoFocus ?? false} placeholder={rest.placeholder}
      value={value ?? (null as unknown as string)} showSearch={{ filterOption: false, onSearch: setTyped }} popupMatchSelectWidth={false} options={[...known, ...options]} onChange={(id) => onChange(id ?? null)}
    />
  );
}
