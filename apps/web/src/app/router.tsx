import { createBrowserRouter, type LoaderFunctionArgs, redirect, type RouteObject } from 'react-router';
import { client, onSession, refreshSession, sessionUser } from './session.ts';
import { Notice } from './notice.tsx';
import { setNavigate } from './navigate.ts';
import { safeNext } from './safe-next.ts';
import { queryClient } from './query-client.ts';
import { RouteError } from './error-boundary.tsx';
import { metaQuery } from '../meta/use-meta.ts';

const loginFor = (path: string): string => (path === '/' ? '/login' : `/login?next=${encodeURIComponent(path)}`);

/** Lets a signed-in person through, with the definitions at hand; sends the others to the login page and back. */
async function requireSession({ request }: LoaderFunctionArgs): Promise<Response | null> {
  if (!sessionUser() && !(await refreshSession())) {
    const { pathname, search } = new URL(request.url);
    return redirect(loginFor(pathname + search));
  }
  await queryClient.ensureQueryData(metaQuery);
  return null;
}
/** The login page is for those who are not in; on a fresh installation the setup page comes first. */
async function offerLogin({ request }: LoaderFunctionArgs): Promise<Response | null> {
  const next = safeNext(new URL(request.url).searchParams.get('next'));
  if (sessionUser()) return redirect(next);
  const { needed } = await client.setup.state().catch(() => ({ needed: false }));
  return needed ? redirect('/setup') : null;
}

const routes: RouteObject[] = [
  { path: '/login', loader: offerLogin, lazy: async () => ({ Component: (await import('../pages/login.tsx')).LoginPage }), ErrorBoundary: RouteError, HydrateFallback: Notice },
  { path: '/setup', lazy: async () => ({ Component: (await import('../pages/setup.tsx')).SetupPage }), ErrorBoundary: RouteError, HydrateFallback: Notice },
  {
    path: '/', loader: requireSession, shouldRevalidate: () => false, lazy: async () => ({ Component: (await import('./shell.tsx')).Shell }), ErrorBoundary: RouteError, HydrateFallback: Notice,
    children: [
      {
        ErrorBoundary: RouteError,
        children: [
          { index: true, lazy: async () => ({ Component: (await import('../pages/workbench.tsx')).WorkbenchPage }) },
          { path: 'o/:object', lazy: async () => ({ Component: (await import('../records/list-page.tsx')).ListPage }) },
          { path: 'o/:object/new', lazy: async () => ({ Component: (await import('../records/new-page.tsx')).NewPage }) },
          { path: 'o/:object/recycle', lazy: async () => ({ Component: (await import('../records/recycle-page.tsx')).RecyclePage }) },
          { path: 'o/:object/import', lazy: async () => ({ Component: (await import('../records/import-wizard.tsx')).ImportWizard }) },
          { path: 'o/:object/:id', lazy: async () => ({ Component: (await import('../records/record-page.tsx')).RecordPage }) },
          { path: 'operations', lazy: async () => ({ Component: (await import('../records/operations-page.tsx')).OperationsPage }) },
          { path: 'settings', lazy: async () => ({ Component: (await import('../pages/settings.tsx')).SettingsPage }) },
          { path: '*', lazy: async () => ({ Component: (await import('../pages/not-found.tsx')).NotFoundPage }) },
        ],
      },
    ],
  },
];

/** The router of the application; whoever loses his session is brought to the login page and, after it, back. */
export function createRouter() {
  const router = createBrowserRouter(routes);
  setNavigate((to, options) => void (typeof to === 'number' ? router.navigate(to) : router.navigate(to, options)));
  let signedIn = Boolean(sessionUser());
  // Nothing that one person read may be drawn for the next; it is forgotten once the page that shows it is gone.
  const leaveOrStay = async (now: boolean): Promise<void> => {
    const { pathname, search } = router.state.location;
    if (!now && pathname !== '/login' && pathname !== '/setup') await router.navigate(loginFor(pathname + search), { replace: true });
    queryClient.clear();
  };
  onSession(() => {
    const now = Boolean(sessionUser());
    if (signedIn !== now) void leaveOrStay(now);
    signedIn = now;
  });
  return router;
}
