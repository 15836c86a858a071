import type { FastifyInstance, RouteOptions } from 'fastify';

/** Who may call a route: anybody, anybody signed in, or administrators. What he then may do with records, core decides. */
export type RouteAccess = 'public' | 'session' | 'admin';
export type DeclaredRoute = { method: string; url: string; access: RouteAccess };

/** Notes every route in `app.declared` and refuses to start when one does not say who may call it. */
export function demandAccess(app: FastifyInstance): void {
  const routes: RouteOptions[] = [];
  const declared: DeclaredRoute[] = [];
  app.decorate('declared', declared);
  app.addHook('onRoute', (route) => { routes.push(route); });
  // Only now: a scope of its own may have said it for a plugin's routes after this hook saw them.
  app.addHook('onReady', async () => {
    const all = routes.flatMap((route) => [route.method].flat().map((method) => ({ method, url: route.url, access: route.config?.access })));
    const silent = all.filter((route) => !route.access).map((route) => `${route.method} ${route.url}`);
    if (silent.length) throw new Error(`routes without access: ${silent.join(', ')}`);
    declared.push(...(all as DeclaredRoute[]));
  });
}

/** Routes that a plugin of others adds in this scope are for everybody. Must come before that plugin. */
export function publicScope(app: FastifyInstance): void {
  app.addHook('onRoute', (route) => {
    route.config = { ...route.config, access: 'public' };
  });
}
