import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useDeferredValue, useState } from 'react';
import { client } from '../app/session.ts';
import { keys } from '../records/keys.ts';
import type { InputProps } from './types.ts';

/** Several records at once, for the operators in and notIn. */
export function RefMany(props: InputProps) {
  const to = 'to' in props.def && typeof props.def.to === 'string' ? props.def.to : 'user';
  const ids = Array.isArray(props.value) ? (props.value as string[]) : [];
  const [typed, setTyped] = useState('');
  const text = useDeferredValue(typed.trim());
  const found = useQuery({ queryKey: keys.lookup(to, { text, limit: 20 }), queryFn: ({ signal }) => client.records(to).lookup({ ...(text ? { text } : {}), limit: 20 }, { signal }) });
  const chosen = useQuery({ queryKey: keys.lookup(to, { ids }), queryFn: ({ signal }) => client.records(to).lookup({ ids }, { signal }), enabled: ids.length > 0 });
  const rows = new Map([...(chosen.data?.rows ?? []), ...(found.data?.rows ?? [])].map((row) => [row.id, row]));
  return (
    <Select<string[]>
      className="ws-select" mode="multiple" size={props.size ?? 'middle'} maxTagCount="responsive" placeholder={props.placeholder} value={ids} popupMatchSelectWidth={false}
      showSearch={{ filterOption: false, onSearch: setTyped }} loading={found.isFetching} options={[...rows.values()].map((row) => ({ value: row.id, label: row.title, title: row.subtitle }))}
      onChange={(next) => props.onChange(next.length ? next : null)}
    />
  );
}
