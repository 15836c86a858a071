import './shell.css';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState } from 'react';
import { Outlet, useLocation, useNavigation } from 'react-router';
import { MetaContext, metaQuery, usePreference } from '../meta/use-meta.ts';
import { WindowHost } from '../windows/window-host.tsx';
import { Dock } from './dock.tsx';
import { Guarded } from './error-boundary.tsx';
import { Notice } from './notice.tsx';
import { SideNav } from './side-nav.tsx';
import { TopBar } from './top-bar.tsx';
import { useChoices } from './use-choices.ts';
import { usePalette } from './palette-state.ts';
import { usePhone } from './use-phone.ts';
import { useRecorded } from './use-recorded.ts';

const PhoneNav = lazy(() => import('./phone-nav.tsx').then((module) => ({ default: module.PhoneNav })));
const Palette = lazy(() => import('../search/palette.tsx').then((module) => ({ default: module.Palette })));

/** The frame around every page of a signed-in person. */
export function Shell() {
  const meta = useQuery(metaQuery).data;
  return meta ? <MetaContext value={meta}><Frame /></MetaContext> : <Notice />;
}

function Frame() {
  const phone = usePhone();
  const { pathname } = useLocation();
  const waiting = useNavigation().state === 'loading';
  const [folded, setFolded] = usePreference('nav.folded', false);
  const choices = useChoices();
  const palette = usePalette();
  const [menu, setMenu] = useState(false);
  useRecorded();
  useEffect(() => { void pathname; setMenu(false); }, [pathname]);
  return (
    <div className={`ws-app${folded ? ' ws-app-rail' : ''}`}>
      {phone ? null : <TopBar choices={choices} folded={folded} />}
      {phone ? null : <SideNav folded={folded} onFold={setFolded} />}
      <main className="ws-main" aria-busy={waiting} id="main"><Guarded resetKey={pathname}><Outlet /></Guarded></main>
      <WindowHost />
      <Dock />
      {phone ? <Suspense fallback={<nav className="ws-tabbar" />}><PhoneNav choices={choices} open={menu} onOpen={setMenu} /></Suspense> : null}
      {palette.open ? <Suspense><Palette choices={choices} /></Suspense> : null}
    </div>
  );
}
