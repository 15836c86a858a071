import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, useLocation, useNavigate } from 'react-router';
import { moduleAt, modulesOf } from '../meta/navigation.ts';
import { useMeta } from '../meta/use-meta.ts';
import { TrayButtonLater } from '../records/tray-later.tsx';
import { Icon } from '../ui/icon.tsx';
import { Menu } from '../ui/menu.tsx';
import { Avatar } from '../ui/marks.tsx';
import { LocaleMenu, ThemeMenu } from './choices.tsx';
import { Mark } from './mark.tsx';
import { openPalette } from './palette-state.ts';
import { signOut } from './session.ts';
import { toast } from './toast.tsx';
import { useCreateItems } from './use-create.ts';
import { useCount } from './use-count.ts';
import type { useChoices } from './use-choices.ts';

export const leave = (): void => { signOut().catch((error: unknown) => toast.error(error)); };

/** The bar on top: modules, search, create, what waits for me, language, theme, me. */
export function TopBar({ choices, folded }: { choices: ReturnType<typeof useChoices>; folded: boolean }) {
  const { t } = useTranslation();
  const meta = useMeta();
  const { pathname } = useLocation();
  const current = moduleAt(meta, pathname);
  return (
    <header className="ws-top">
      <Link className="ws-brand" to="/" aria-label={`Wellspring · ${t('module.workbench')}`}><Mark />{folded ? null : <span>Wellspring</span>}</Link>
      <nav className="ws-modules" aria-label={t('shell.modules')}>
        <NavLink to="/" end>{t('module.workbench')}</NavLink>
        {modulesOf(meta).map((module) => (
          <Link key={module.name} to={`/o/${module.objects[0]?.name}`} className={module.name === current ? 'active' : ''} aria-current={module.name === current ? 'page' : undefined}>{t(`module.${module.name}`)}</Link>
        ))}
      </nav>
      <span className="ws-grow" />
      <button type="button" className="ws-search" onClick={() => openPalette()} aria-keyshortcuts="Control+K"><Icon name="search" /><span className="ws-ellipsis">{t('shell.search')}</span><kbd className="ws-kbd">{t('shell.searchKey')}</kbd></button>
      <CreateMenu />
      <span className="ws-rule" />
      <TaskButton />
      <TrayButtonLater />
      <LocaleMenu locale={choices.locale} onChoose={choices.chooseLocale} />
      <ThemeMenu onChoose={choices.chooseTheme} />
      <UserMenu />
    </header>
  );
}

function CreateMenu() {
  const { t } = useTranslation();
  const items = useCreateItems();
  if (!items.length) return null;
  return (
    <Menu items={items.map((item) => ({ key: item.object, icon: <Icon name={item.icon} />, label: item.label }))} onChoose={(key) => items.find((item) => item.object === key)?.create()}>
      <Button type="primary" className="ws-create" icon={<Icon name="plus" />}>{t('shell.create')}<Icon name="down" size={12} /></Button>
    </Menu>
  );
}

function TaskButton() {
  const { t } = useTranslation();
  const meta = useMeta();
  const navigate = useNavigate();
  const seen = Object.hasOwn(meta.objects, 'task');
  const open = useCount('task', { view: 'open' }, seen);
  if (!seen) return null;
  const name = open?.count ? t('shell.tasks', { count: open.count }) : t('shell.tasksNone');
  return (
    <button type="button" className="ws-icon-btn" title={name} aria-label={name} onClick={() => void navigate('/o/task?view=open')}>
      <Icon name="tasks" />{open?.count ? <span className="ws-badge">{open.count > 99 ? '99+' : open.count}</span> : null}
    </button>
  );
}

function UserMenu() {
  const { t } = useTranslation();
  const { user, company } = useMeta();
  const navigate = useNavigate();
  return (
    <Menu
      placement="bottomRight" onChoose={(key) => (key === 'out' ? leave() : void navigate(`/${key}`))}
      items={[
        { key: 'who', disabled: true, label: <span className="ws-who"><strong>{user.name}</strong><span>{[user.jobTitle, company.name].filter(Boolean).join(' · ')}</span></span> },
        { key: 'below-who', divider: true },
        { key: 'settings', icon: <Icon name="gear" />, label: t('settings.title') },
        { key: 'operations', icon: <Icon name="hist" />, label: t('shell.operations') },
        { key: 'above-out', divider: true },
        { key: 'out', icon: <Icon name="door" />, label: t('shell.signOut') },
      ]}
    >
      <button type="button" className="ws-icon-btn" aria-label={t('shell.me', { name: user.name })} title={user.name}><Avatar name={user.name} me large /></button>
    </Menu>
  );
}
