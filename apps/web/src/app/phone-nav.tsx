import { Drawer } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useMeta } from '../meta/use-meta.ts';
import { showTray } from '../records/tray-state.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon, iconOf } from '../ui/icon.tsx';
import { Avatar } from '../ui/marks.tsx';
import { LocaleMenu, ThemeMenu } from './choices.tsx';
import { openPalette } from './palette-state.ts';
import { NavGroups } from './side-nav.tsx';
import { leave } from './top-bar.tsx';
import type { useChoices } from './use-choices.ts';
import { useCreateItems } from './use-create.ts';

type Props = { choices: ReturnType<typeof useChoices>; open: boolean; onOpen: (open: boolean) => void };

/** The bar at the foot of a phone: four places and the way to create; everything else is behind "me". */
export function PhoneNav({ choices, open, onOpen }: Props) {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const { pathname } = useLocation();
  const items = useCreateItems();
  const [creating, setCreating] = useState(false);
  const tabs = ['customer', 'opportunity'].filter((name) => Object.hasOwn(meta.objects, name));
  const tab = (name: string) => (
    <Link key={name} to={`/o/${name}`} className={pathname.startsWith(`/o/${name}`) ? 'active' : ''}><Icon name={iconOf(meta.objects[name]?.icon)} size={20} />{words.object(name)}</Link>
  );
  return (
    <nav className="ws-tabbar" aria-label={t('shell.modules')}>
      <Link to="/" className={pathname === '/' ? 'active' : ''}><Icon name="home" size={20} />{t('module.workbench')}</Link>
      {tabs[0] ? tab(tabs[0]) : null}
      {items.length ? <button type="button" aria-label={t('shell.create')} onClick={() => setCreating(true)}><span className="ws-tabbar-add"><Icon name="plus" size={20} /></span></button> : null}
      {tabs[1] ? tab(tabs[1]) : null}
      <button type="button" onClick={() => onOpen(true)}><Icon name="user" size={20} />{t('shell.mine')}</button>
      <Drawer placement="bottom" open={creating} onClose={() => setCreating(false)} title={t('shell.create')} size="default" className="ws-sheet">
        {items.map((item) => <button key={item.object} type="button" className="ws-sheet-item" onClick={() => { setCreating(false); item.create(); }}><Icon name={item.icon} />{item.label}</button>)}
      </Drawer>
      <Drawer
        placement="left" open={open} onClose={() => onOpen(false)} size={288} className="ws-sheet"
        title={<span className="ws-sheet-me"><Avatar name={meta.user.name} me large />{meta.user.name}</span>}
        extra={<><LocaleMenu locale={choices.locale} onChoose={choices.chooseLocale} /><ThemeMenu onChoose={choices.chooseTheme} /></>}
        footer={<div className="ws-sheet-foot"><Link to="/settings"><Icon name="gear" />{t('settings.title')}</Link><Link to="/operations"><Icon name="hist" />{t('shell.operations')}</Link><button type="button" onClick={leave}><Icon name="door" />{t('shell.signOut')}</button></div>}
      >
        <button type="button" className="ws-search" onClick={() => { onOpen(false); openPalette(); }}><Icon name="search" /><span className="ws-ellipsis">{t('shell.search')}</span></button>
        <div className="ws-nav ws-nav-drawer"><NavGroups /></div>
        <button type="button" className="ws-sheet-item" onClick={() => { onOpen(false); showTray(true); }}><Icon name="tray" />{t('tray.title')}</button>
      </Drawer>
    </nav>
  );
}
