import { useQuery } from '@tanstack/react-query';
import type { AnyDef, Filter } from '@wellspring/objects';
import { Tabs } from 'antd';
import { useTranslation } from 'react-i18next';
import { useLocale } from '../../app/i18n.ts';
import { client } from '../../app/session.ts';
import { useWords } from '../../meta/use-words.ts';
import { keys } from '../keys.ts';

type Props = { object: string; def: AnyDef; view: string | undefined; base?: Filter | undefined; onView: (view: string | undefined) => void };
const ALL = '*';

/** The views of the definition as tabs, each with how many records it finds. */
export function ViewTabs({ object, def, view, base, onView }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const names = Object.keys(def.views ?? {});
  const label = (name: string | undefined) => <span className="ws-view">{name === undefined ? t('base.all') : words.view(object, name)}<ViewCount object={object} view={name} base={base} /></span>;
  return (
    <Tabs
      className="ws-views" size="small" activeKey={view ?? ALL} aria-label={t('list.views')} tabBarGutter={0} items={[{ key: ALL, label: label(undefined) }, ...names.map((name) => ({ key: name, label: label(name) }))]}
      onChange={(key) => onView(key === ALL ? undefined : key)}
    />
  );
}

function ViewCount({ object, view, base }: { object: string; view: string | undefined; base?: Filter | undefined }) {
  const [locale] = useLocale();
  const query = { ...(view ? { view } : {}), ...(base ? { filter: base } : {}) };
  const { data } = useQuery({ queryKey: keys.count(object, query), queryFn: ({ signal }) => client.records(object).count(query, { signal }), staleTime: 60_000 });
  return <em className="ws-view-count">{data ? `${data.count.toLocaleString(locale)}${data.capped ? '+' : ''}` : ''}</em>;
}
