import { useQuery } from '@tanstack/react-query';
import type { AnyDef, Filter } from '@wellspring/objects';
import { type KeyboardEvent, useEffect, useRef } from 'react';
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
  const bar = useRef<HTMLDivElement>(null);
  // Newer browsers answer with a promise, which React would take for the way to clean up.
  useEffect(() => void bar.current?.querySelector('[aria-selected=true]')?.scrollIntoView({ block: 'nearest', inline: 'nearest' }), [view]);
  const keys = (event: KeyboardEvent): void => {
    const tabs = [...(bar.current?.querySelectorAll<HTMLButtonElement>('[role=tab]') ?? [])];
    const at = tabs.indexOf(document.activeElement as HTMLButtonElement);
    const next = event.key === 'ArrowRight' ? tabs[(at + 1) % tabs.length] : event.key === 'ArrowLeft' ? tabs.at(at - 1) : event.key === 'Home' ? tabs[0] : event.key === 'End' ? tabs.at(-1) : undefined;
    if (next) { event.preventDefault(); next.focus(); }
  };
  return (
    <div ref={bar} className="ws-views" role="tablist" aria-label={t('list.views')} tabIndex={-1} onKeyDown={keys} onWheel={(event) => { if (!event.deltaX) event.currentTarget.scrollLeft += event.deltaY; }}>
      {[undefined, ...names].map((name) => (
        <button key={name ?? ALL} type="button" role="tab" className="ws-view" aria-selected={name === view} tabIndex={name === view ? 0 : -1} onClick={() => onView(name)}>
          {name === undefined ? t('base.all') : words.view(object, name)}<ViewCount object={object} view={name} base={base} />
        </button>
      ))}
    </div>
  );
}

function ViewCount({ object, view, base }: { object: string; view: string | undefined; base?: Filter | undefined }) {
  const [locale] = useLocale();
  const query = { ...(view ? { view } : {}), ...(base ? { filter: base } : {}) };
  const { data } = useQuery({ queryKey: keys.count(object, query), queryFn: ({ signal }) => client.records(object).count(query, { signal }), staleTime: 60_000 });
  return <em className="ws-view-count">{data ? `${data.count.toLocaleString(locale)}${data.capped ? '+' : ''}` : ''}</em>;
}
