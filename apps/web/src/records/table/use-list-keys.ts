import { type RefObject, useEffect, useRef } from 'react';
import type { Depth } from '../open-record.ts';
import type { TableHandle } from '../record-table.tsx';
import { isComposing } from './editing.ts';

type Keys = { table: RefObject<TableHandle | null>; selected: string | undefined; onOpen: (id: string, depth: Depth) => void; onClose: () => void; onCreate: (() => void) | undefined; onHelp: () => void };

const OVER = '.ant-modal-wrap, .ant-popover, .ant-dropdown, .ant-select-dropdown, [role="dialog"]';
/** Is the person writing somewhere, or busy in something that lies above the list? */
export function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof Element)) return false;
  return target.closest('input, textarea, select, [contenteditable="true"], [role="textbox"]') !== null || target.closest(OVER) !== null || document.querySelector('.ant-modal-wrap:not([style*="display: none"])') !== null;
}

/** The one-letter keys of a list. */
export function useListKeys(keys: Keys): void {
  const latest = useRef(keys);
  latest.current = keys;
  useEffect(() => {
    const hear = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isComposing(event) || isElsewhere(event.target)) return;
      const { table, selected, onOpen, onClose, onCreate, onHelp } = latest.current;
      const list = table.current;
      const row = list?.current();
      const does: Record<string, () => void> = {
        '/': () => list?.search(),
        j: () => { list?.focus(); list?.moveRow(1); },
        k: () => { list?.focus(); list?.moveRow(-1); },
        o: () => { const id = row?.id ?? selected; if (id) onOpen(id, 'page'); },
        x: () => { list?.focus(); list?.pick(); },
        e: () => { list?.focus(); list?.edit(); },
        n: () => onCreate?.(),
        '[': () => list?.walk(-1),
        ']': () => list?.walk(1),
        '?': onHelp,
        Escape: () => { if (selected) onClose(); },
      };
      if (!Object.hasOwn(does, event.key)) return;
      event.preventDefault();
      does[event.key]?.();
    };
    document.addEventListener('keydown', hear);
    return () => document.removeEventListener('keydown', hear);
  }, []);
}
