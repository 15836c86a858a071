import { afterEach } from 'vitest';

// What jsdom lacks and antd asks for. The rest of the workspace's tests run in Node, where there is no window.
if (typeof window !== 'undefined') {
  window.matchMedia ??= ((query: string) => ({ matches: false, media: query, onchange: null, addEventListener() {}, removeEventListener() {}, addListener() {}, removeListener() {}, dispatchEvent: () => false })) as typeof window.matchMedia;
  globalThis.ResizeObserver ??= class { observe() {} unobserve() {} disconnect() {} };
  Element.prototype.scrollIntoView ??= () => {};
  const { cleanup } = await import('@testing-library/react');
  afterEach(cleanup);
}
