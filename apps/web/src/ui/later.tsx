import { type ComponentType, lazy, type ReactNode, Suspense, useState } from 'react';

const all: (() => Promise<unknown>)[] = [];

/** A component whose code comes when it is first drawn, or before that by `loadLater`; once it is there it is drawn at once, so that no key pressed meanwhile is lost. */
export function later<P extends object>(load: () => Promise<ComponentType<P>>, wait: ReactNode = null): ComponentType<P> {
  let ready: ComponentType<P> | null = null;
  let coming: Promise<ComponentType<P>> | null = null;
  const fetch = (): Promise<ComponentType<P>> => {
    coming ??= load().then((loaded) => { ready = loaded; return loaded; }, (error: unknown) => { coming = null; throw error; });
    return coming;
  };
  const Waiting = lazy(async () => ({ default: await fetch() })) as unknown as ComponentType<P>;
  all.push(fetch);
  return function Later(props: P) {
    // What was drawn first stays: another component in its place would forget what was typed.
    const [Shown] = useState<ComponentType<P>>(() => ready ?? Waiting);
    return <Suspense fallback={wait}><Shown {...props} /></Suspense>;
  };
}

/** Loads the code of everything that was put off; a part that does not come is asked for again when it is drawn. */
export async function loadLater(): Promise<void> {
  await Promise.allSettled(all.map((fetch) => fetch()));
}
const REST = 800;
/** The same, once the page has come to rest and the browser has nothing better to do. Gives the way to call it off. */
export function loadWhenIdle(): () => void {
  const timer = setTimeout(() => {
    if (typeof requestIdleCallback === 'function') requestIdleCallback(() => void loadLater(), { timeout: 2000 });
    else void loadLater();
  }, REST);
  return () => clearTimeout(timer);
}
