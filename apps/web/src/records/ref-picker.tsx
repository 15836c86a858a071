import type { Filter, Labels, LookupRow } from '@wellspring/objects';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../app/session.ts';
import { defIn, useCan, useMeta } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon } from '../ui/icon.tsx';
import { openWindow } from '../windows/window-store.ts';
import { keys } from './keys.ts';
import { knownTitle, rememberTitle, titleOf } from './known-titles.ts';
import './ref-picker.css';

type Props = {
  to: string; value: string | null; onChange: (id: string | null) => void; filter?: Filter; labels?: Labels | undefined;
  /** Creates in the caller's own way; without it a window opens and its record is picked. */
  onCreate?: (text: string) => void; onCancel?: (() => void) | undefined;
  autoFocus?: boolean | undefined; status?: '' | 'error' | 'warning' | undefined; size?: 'small' | 'middle' | 'large' | undefined; id?: string | undefined; disabled?: boolean | undefined; placeholder?: string | undefined;
};
type Choice = { value: string; title: string; subtitle: string; create?: boolean };

const PAUSE = 140;
const CREATE = '+';

/** The text once typing rests. */
function useRested(text: string): string {
  const [rested, setRested] = useState(text);
  useEffect(() => { const timer = setTimeout(() => setRested(text), text ? PAUSE : 0); return () => clearTimeout(timer); }, [text]);
  return rested;
}
/** Values of a filter that a new record must have to be found by it: its plain equalities. */
export function valuesOf(filter: Filter | undefined): Record<string, unknown> {
  if (!filter) return {};
  if ('and' in filter) return Object.assign({}, ...filter.and.map(valuesOf));
  return 'field' in filter && filter.op === 'eq' && !filter.field.includes('.') ? { [filter.field]: filter.value } : {};
}

/** Picks a record by name, code or pinyin, with two lines of context; what is not there yet can be created on the spot. */
export function RefPicker({ to, value, onChange, filter, labels, onCreate, onCancel, ...rest }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const meta = useMeta();
  const can = useCan();
  const [open, setOpen] = useState(Boolean(rest.autoFocus && onCancel));
  const [typed, setTyped] = useState('');
  const picked = useRef(false);
  const text = useRested(typed.trim());
  const request = { ...(text ? { text: text.slice(0, 100) } : {}), ...(filter ? { filter } : {}), limit: 20 };
  const found = useQuery({ queryKey: keys.lookup(to, request), queryFn: ({ signal }) => client.records(to).lookup(request, { signal }), enabled: open, placeholderData: keepPreviousData });
  const shownTitle = value ? (labels?.[to]?.[value] ?? knownTitle(to, value)) : undefined;
  const named = useQuery({ queryKey: keys.lookup(to, { ids: [value] }), queryFn: ({ signal }) => client.records(to).lookup({ ids: [value as string] }, { signal }), enabled: Boolean(value) && shownTitle === undefined });

  const choice = (row: LookupRow): Choice => ({ value: row.id, title: row.title, subtitle: row.subtitle });
  const rows = (found.data?.rows ?? []).map(choice);
  const own = value && !rows.some((row) => row.value === value) ? [{ value, title: shownTitle ?? named.data?.rows[0]?.title ?? '—', subtitle: '' }] : [];
  const creates = can.do(to, 'create') && can.see(to) && to !== 'user' && to !== 'department';
  const create: Choice[] = creates && open ? [{ value: CREATE, title: typed.trim() ? t('record.createNamed', { name: typed.trim() }) : t('record.newOf', { object: words.one(to) }), subtitle: '', create: true }] : [];

  const startCreate = (): void => {
    if (onCreate) { onCreate(typed.trim()); return; }
    const titleField = defIn(meta, to)?.titleField;
    const draft = { ...valuesOf(filter), ...(titleField && typed.trim() ? { [titleField]: typed.trim() } : {}) };
    openWindow({ kind: 'new', object: to, draft, onDone: (answer) => { rememberTitle(to, answer.record.id, titleOf(answer.record, titleField ?? 'name')); onChange(answer.record.id); } });
  };
  const pick = (id: string | undefined): void => {
    picked.current = true;
    setOpen(false);
    setTyped('');
    if (id === CREATE) { startCreate(); return; }
    const row = rows.find((entry) => entry.value === id);
    if (row) rememberTitle(to, row.value, row.title);
    onChange(id ?? null);
  };
  return (
    <Select<string, Choice>
      className="ws-select ws-ref" {...(rest.id ? { id: rest.id } : {})} size={rest.size ?? 'middle'} status={rest.status ?? ''} disabled={rest.disabled ?? false} autoFocus={rest.autoFocus ?? false}
      placeholder={rest.placeholder ?? t('record.pick', { object: words.one(to) })} allowClear popupMatchSelectWidth={false} classNames={{ popup: { root: 'ws-ref-popup' } }} open={open} onOpenChange={setOpen}
      showSearch={{ filterOption: false, onSearch: setTyped, searchValue: typed }} value={value ?? (null as unknown as string)} onChange={pick} defaultActiveFirstOption
      options={[...own, ...rows, ...create]} fieldNames={{ label: 'title', value: 'value' }} optionLabelProp="title"
      notFoundContent={found.isFetching ? t('record.searching') : t('record.noneFound')}
      optionRender={(option) => <Row choice={option.data as Choice} />}
      onBlur={() => { setOpen(false); setTyped(''); if (!picked.current) onCancel?.(); picked.current = false; }}
      onKeyDown={(event) => {
        if (event.nativeEvent.isComposing || event.key !== 'Escape') return;
        // Esc closes the list first; the next one leaves the edit.
        if (open) { event.stopPropagation(); event.preventDefault(); setOpen(false); if (!onCancel) return; }
        if (onCancel) { event.stopPropagation(); event.preventDefault(); picked.current = true; onCancel(); }
      }}
    />
  );
}
function Row({ choice }: { choice: Choice }) {
  if (choice.create) return <span className="ws-ref-create"><Icon name="plus" size={14} />{choice.title}</span>;
  return <span className="ws-ref-row"><span className="ws-ellipsis" title={choice.title}>{choice.title}</span>{choice.subtitle ? <small className="ws-ellipsis">{choice.subtitle}</small> : null}</span>;
}
