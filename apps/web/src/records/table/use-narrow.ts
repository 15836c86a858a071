import { useSyncExternalStore } from 'react';

const query = typeof matchMedia === 'function' ? matchMedia('(max-width: 767px)') : null;
const subscribe = (listener: () => void): (() => void) => { query?.addEventListener('change', listener); return () => query?.removeEventListener('change', listener); };

/** True below 768 px, where pages stand one behind the other. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query?.matches ?? false);
