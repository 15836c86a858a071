import { Popover } from 'antd';
import { cloneElement, type KeyboardEvent, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react';

export type MenuItem = { key: string; label: ReactNode; icon?: ReactNode; disabled?: boolean } | { key: string; divider: true };
type Trigger = ReactElement<{ onKeyDown?: (event: KeyboardEvent<HTMLElement>) => void; 'aria-haspopup'?: 'menu'; 'aria-expanded'?: boolean }>;
type Props = {
  items: readonly MenuItem[]; onChoose: (key: string) => void; children: Trigger;
  /** The entry that holds now. */
  chosen?: string | undefined;
  placement?: 'bottomLeft' | 'bottomRight' | undefined;
};

/** A button that unfolds a menu. Arrows, Home, End and first letters walk in it, Esc closes it and gives the keyboard back to the button. */
export function Menu({ items, onChoose, children, chosen, placement = 'bottomLeft' }: Props) {
  const [open, setOpen] = useState(false);
  const from = useRef<HTMLElement | null>(null);
  const change = (next: boolean): void => {
    if (next) from.current = document.activeElement instanceof HTMLElement ? document.activeElement : null;
    setOpen(next);
  };
  const close = (): void => { setOpen(false); from.current?.focus({ preventScroll: true }); };
  return (
    <Popover
      trigger="click" placement={placement} arrow={false} open={open} onOpenChange={change} destroyOnHidden rootClassName="ws-menu-pop" align={{ offset: [0, 4] }}
      content={<List items={items} chosen={chosen} onClose={close} onChoose={(key) => { close(); onChoose(key); }} />}
    >
      {cloneElement(children, { 'aria-haspopup': 'menu', 'aria-expanded': open, onKeyDown: (event) => { if (event.key === 'ArrowDown' && !open) { event.preventDefault(); event.stopPropagation(); change(true); } } })}
    </Popover>
  );
}

function List({ items, chosen, onClose, onChoose }: { items: readonly MenuItem[]; chosen: string | undefined; onClose: () => void; onChoose: (key: string) => void }) {
  const box = useRef<HTMLDivElement>(null);
  const buttons = (): HTMLButtonElement[] => [...(box.current?.querySelectorAll<HTMLButtonElement>('button:enabled') ?? [])];
  useEffect(() => {
    const first = box.current?.querySelector<HTMLButtonElement>('[aria-current=true]') ?? box.current?.querySelector<HTMLButtonElement>('button:enabled');
    first?.focus({ preventScroll: true });
  }, []);
  const keys = (event: KeyboardEvent): void => {
    const list = buttons();
    const at = list.indexOf(document.activeElement as HTMLButtonElement);
    const letter = event.key.length === 1 && event.key !== ' ' ? event.key.toLowerCase() : null;
    const next = event.key === 'ArrowDown' ? list[(at + 1) % list.length] : event.key === 'ArrowUp' ? list.at(at <= 0 ? -1 : at - 1) : event.key === 'Home' ? list[0] : event.key === 'End' ? list.at(-1)
      : letter ? [...list.slice(at + 1), ...list].find((button) => button.textContent?.trim().toLowerCase().startsWith(letter)) : undefined;
    if (event.key === 'Escape' || event.key === 'Tab') onClose();
    if (next) next.focus();
    if (next || event.key === 'Escape') event.preventDefault();
    // Keys meant for the menu are none of the page's.
    event.stopPropagation();
  };
  return (
    <div ref={box} className="ws-menu" role="menu" tabIndex={-1} onKeyDown={keys}>
      {items.map((item) => ('divider' in item
        ? <hr key={item.key} />
        : <button key={item.key} type="button" role="menuitem" aria-current={chosen !== undefined && item.key === chosen ? true : undefined} disabled={item.disabled ?? false} tabIndex={-1} onClick={() => onChoose(item.key)}>{item.icon}{item.label}</button>))}
    </div>
  );
}
