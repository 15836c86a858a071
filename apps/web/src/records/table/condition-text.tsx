import { useQuery } from '@tanstack/react-query';
import { type Condition, type Filter, type Labels, shiftedDay } from '@wellspring/objects';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../../app/session.ts';
import { FieldValue } from '../../fields/field-value.tsx';
import { fieldAt, useMeta } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { keys } from '../keys.ts';
import { isTimeField } from '../list-state.ts';
import { countConditions, toGroup } from './filter-model.ts';

const isMe = (value: unknown): boolean => typeof value === 'object' && value !== null && '$me' in value;
const SPAN = /^(-?)P(\d{1,4})([DWMY])$/;

/** A filter in words: the field and what is asked of it, or how many conditions stand together. */
export function FilterText({ object, filter }: { object: string; filter: Filter }) {
  const { t } = useTranslation();
  if ('field' in filter) return <ConditionText object={object} condition={filter} />;
  if ('some' in filter) return <ChildText object={object} name={filter.some} />;
  const group = toGroup(filter);
  const [only] = group.items;
  if (group.not && group.items.length === 1 && only?.kind === 'leaf' && only.condition) return <><em>{t('list.not')}</em> <ConditionText object={object} condition={only.condition} /></>;
  return <>{t(group.not ? 'list.noneOfGroup' : group.join === 'or' ? 'list.anyOfGroup' : 'list.allOfGroup', { count: countConditions(group) })}</>;
}
function ChildText({ object, name }: { object: string; name: string }) {
  const { t } = useTranslation();
  return <>{t('list.someOf', { child: useWords().child(object, name) })}</>;
}

function ConditionText({ object, condition }: { object: string; condition: Condition }) {
  const { t } = useTranslation();
  const words = useWords();
  const place = fieldAt(useMeta(), object, condition.field);
  const { op, value } = condition;
  const isTime = isTimeField(place?.def);
  const list = value === undefined || value === null ? [] : Array.isArray(value) ? value : [value];
  const operator = op === 'within' || op === 'eq' || op === 'in' ? '' : t(isTime && ['eq', 'gt', 'gte', 'lt', 'lte', 'between'].includes(op) ? `op.time.${op}` : `op.${op}`);
  const labels = useLabels(place && 'to' in place.def && typeof place.def.to === 'string' ? place.def.to : null, list);
  return (
    <>
      <em>{words.field(object, condition.field)}</em> {operator} {list.slice(0, 3).map((one, index) => (
        <Fragment key={String(index)}>{index > 0 ? (op === 'between' ? ' – ' : t('list.and')) : ''}<ValueText object={object} field={condition.field} value={one} period={op === 'within'} labels={labels} /></Fragment>
      ))}{list.length > 3 ? ` +${list.length - 3}` : ''}
    </>
  );
}

function ValueText({ object, field, value, period, labels }: { object: string; field: string; value: unknown; period: boolean; labels: Labels }) {
  const { t } = useTranslation();
  if (period) return <>{t(`period.${String(value)}`)}</>;
  if (isMe(value)) return <>{t('list.me')}</>;
  const span = typeof value === 'string' ? SPAN.exec(value) : null;
  if (span && shiftedDay(String(value), '2026-01-01')) return <>{t(`list.span.${span[3]}.${span[1] ? 'past' : 'next'}`, { count: Number(span[2]) })}</>;
  return <FieldValue object={object} field={field} value={value} labels={labels} mode="text" />;
}

/** Titles of referenced records that a condition names by id. */
function useLabels(to: string | null, values: readonly unknown[]): Labels {
  const ids = to ? values.filter((value): value is string => typeof value === 'string') : [];
  const request = { ids };
  const { data } = useQuery({ queryKey: keys.lookup(to ?? '', request), queryFn: () => client.records(to ?? '').lookup(request), enabled: ids.length > 0, staleTime: 5 * 60_000 });
  return to ? { [to]: Object.fromEntries((data?.rows ?? []).map((row) => [row.id, row.title])) } : {};
}
