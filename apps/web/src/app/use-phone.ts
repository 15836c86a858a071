import { useSyncExternalStore } from 'react';

const media = typeof matchMedia === 'function' ? matchMedia('(max-width: 767px)') : null;
const subscribe = (listener: () => void): (() => void) => { media?.addEventListener('change', listener); return () => media?.removeEventListener('change', listener); };

/** Is the page narrower than 768 px? Panes then become a stack of pages. */
export const usePhone = (): boolean => useSyncExternalStore(subscribe, () => media?.matches ?? false);
