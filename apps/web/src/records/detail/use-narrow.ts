import { useSyncExternalStore } from 'react';
import { NARROW } from '../open-record.ts';

const query = typeof matchMedia === 'function' ? matchMedia(`(max-width: ${NARROW - 1}px)`) : null;
const subscribe = (listener: () => void): (() => void) => {
  query?.addEventListener('change', listener);
  return () => query?.removeEventListener('change', listener);
};
/** True on phones, where panes become a stack and windows sheets. */
export const useNarrow = (): boolean => useSyncExternalStore(subscribe, () => query?.matches ?? false);
