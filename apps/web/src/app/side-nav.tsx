import type { AnyDef } from '@wellspring/objects';
import { Tooltip } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { moduleAt, modulesOf } from '../meta/navigation.ts';
import { type Recent, useRecent } from '../meta/recent.ts';
import { useMeta } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { depthOf, openRecord } from '../records/open-record.ts';
import { Icon, type IconName, iconOf } from '../ui/icon.tsx';
import { useCalm } from './use-calm.ts';
import { useCount } from './use-count.ts';

/** Navigation of the left: the objects of the module, its views, the records opened last. On the workbench all modules stand there. */
export function SideNav({ folded, onFold }: { folded: boolean; onFold: (folded: boolean) => void }) {
  const { t } = useTranslation();
  return (
    <nav className="ws-nav" aria-label={t('shell.objects')}>
      <div className="ws-nav-scroll"><NavGroups folded={folded} /></div>
      <div className="ws-nav-foot">
        <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t(folded ? 'shell.unfold' : 'shell.fold')} title={t(folded ? 'shell.unfold' : 'shell.fold')} aria-expanded={!folded} onClick={() => onFold(!folded)}><Icon name="fold" /></button>
        {folded ? null : <Link className="ws-icon-btn ws-icon-btn-s" to="/settings" aria-label={t('settings.title')} title={t('settings.title')}><Icon name="gear" /></Link>}
      </div>
    </nav>
  );
}

/** The groups themselves; the drawer of a phone shows the same. */
export function NavGroups({ folded = false }: { folded?: boolean }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const { pathname, search } = useLocation();
  const { recent } = useRecent();
  const module = moduleAt(meta, pathname);
  const view = new URLSearchParams(search).get('view');
  const shown = modulesOf(meta).filter((each) => module === null || each.name === module);
  const current = /^\/o\/([^/]+)/.exec(pathname)?.[1];
  const def = current ? meta.objects[current] : undefined;
  const visible = recent.filter((entry) => Object.hasOwn(meta.objects, entry.object));
  return (
    <>
      {module === null ? <Group title={t('module.workbench')} folded={folded}><Item to="/" icon="home" label={t('shell.today')} active={pathname === '/'} folded={folded} /></Group> : null}
      {shown.map((each) => (
        <Group key={each.name} title={t(`module.${each.name}`)} folded={folded}>
          {each.objects.map((object) => <ObjectItem key={object.name} def={object} active={object.name === current && !view} folded={folded} />)}
        </Group>
      ))}
      {def && Object.keys(def.views ?? {}).length ? (
        <Group title={t('shell.views')} folded={folded}>{Object.keys(def.views ?? {}).map((name) => <ViewItem key={name} def={def} view={name} active={view === name && pathname === `/o/${def.name}`} folded={folded} />)}</Group>
      ) : null}
      {visible.length && !folded ? <Group title={t('shell.recent')} folded={folded}>{visible.map((entry) => <RecentItem key={entry.id} entry={entry} />)}</Group> : null}
    </>
  );
}

function Group({ title, folded, children }: { title: string; folded: boolean; children: ReactNode }) {
  return <section>{folded ? <hr /> : <h3>{title}</h3>}{children}</section>;
}
type ItemProps = { to: string; icon: IconName; label: string; count?: string | undefined; active: boolean; folded: boolean };
function Item({ to, icon, label, count, active, folded }: ItemProps) {
  const link = (
    <Link to={to} className={active ? 'ws-nav-item active' : 'ws-nav-item'} aria-current={active ? 'page' : undefined} aria-label={folded ? label : undefined}>
      <Icon name={icon} />{folded ? null : <><span className="ws-ellipsis">{label}</span>{count ? <span className="ws-count">{count}</span> : null}</>}
    </Link>
  );
  return folded ? <Tooltip title={label} placement="right" mouseEnterDelay={0.2}>{link}</Tooltip> : link;
}
function ObjectItem({ def, active, folded }: { def: AnyDef; active: boolean; folded: boolean }) {
  const words = useWords();
  const count = useCount(def.name, {}, useCalm() && !folded);
  return <Item to={`/o/${def.name}`} icon={iconOf(def.icon)} label={words.object(def.name)} count={count?.text} active={active} folded={folded} />;
}
function ViewItem({ def, view, active, folded }: { def: AnyDef; view: string; active: boolean; folded: boolean }) {
  const words = useWords();
  const count = useCount(def.name, { view }, useCalm() && !folded);
  return <Item to={`/o/${def.name}?view=${view}`} icon="pin" label={words.view(def.name, view)} count={count?.text} active={active} folded={folded} />;
}
function RecentItem({ entry }: { entry: Recent }) {
  const meta = useMeta();
  return (
    <a className="ws-nav-item" href={`/o/${entry.object}/${entry.id}`} title={entry.title} onClick={(event) => { event.preventDefault(); openRecord(entry.object, entry.id, event.ctrlKey || event.metaKey || event.shiftKey ? depthOf(event) : 'page'); }}>
      <Icon name={iconOf(meta.objects[entry.object]?.icon)} /><span className="ws-ellipsis">{entry.title}</span>
    </a>
  );
}
