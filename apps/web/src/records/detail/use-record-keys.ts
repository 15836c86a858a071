import { type RefObject, useEffect, useRef } from 'react';
import type { Walk } from './walk.ts';

type Keys = { log?: (() => void) | undefined; edit?: (() => void) | undefined; walk?: Walk | undefined };

const writes = (target: EventTarget | null): boolean => target instanceof HTMLElement && (target.isContentEditable || target.closest('input, textarea, select, [role=combobox], [role=grid] [aria-selected=true] input') !== null);

/** L logs a call, [ and ] walk the list. A window hears them while it has the keyboard; the page and the pane hear them otherwise. */
export function useRecordKeys(root: RefObject<HTMLElement | null>, depth: 'peek' | 'window' | 'page', keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.isComposing || writes(event.target)) return;
      const frame = document.activeElement?.closest('.ws-win');
      const mine = depth === 'window' ? frame?.contains(root.current) : !frame;
      if (!mine || document.querySelector('.ant-modal-wrap:not([style*="display: none"])')) return;
      const acts: Record<string, (() => void) | undefined> = { l: latest.current.log, L: latest.current.log, e: depth === 'peek' ? undefined : latest.current.edit, '[': latest.current.walk?.previous, ']': latest.current.walk?.next };
      const act = Object.hasOwn(acts, event.key) ? acts[event.key] : undefined;
      if (!act) return;
      event.preventDefault();
      act();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [root, depth]);
}
