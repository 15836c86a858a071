import { useQuery } from '@tanstack/react-query';
import { Outlet } from 'react-router';
import { MetaContext, metaQuery } from '../meta/use-meta.ts';
import { Dock } from './dock.tsx';
import { Notice } from './notice.tsx';
import { WindowHost } from '../windows/window-host.tsx';

/** The frame around every page of a signed-in person. */
export function Shell() {
  const meta = useQuery(metaQuery).data;
  if (!meta) return <Notice />;
  return <MetaContext value={meta}><Outlet /><WindowHost /><Dock /></MetaContext>;
}
