import './palette.css';
import { type KeyboardEvent, type MouseEvent, useEffect, useId, useMemo, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';
import { navigateTo } from '../app/navigate.ts';
import { closePalette, usePaletteStart } from '../app/palette-state.ts';
import { leave } from '../app/top-bar.tsx';
import type { useChoices } from '../app/use-choices.ts';
import { useCreateItems } from '../app/use-create.ts';
import { isComposing } from '../fields/commit.ts';
import { useRecent } from '../meta/recent.ts';
import { useMeta } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { type Depth, depthOf, openRecord } from '../records/open-record.ts';
import { Icon, type IconName, iconOf } from '../ui/icon.tsx';
import { commandsOf, matchCommands } from './commands.ts';
import { Marked } from './marked.tsx';
import { useSearch } from './use-search.ts';

type Row = { key: string; icon: IconName; title: string; subtitle?: string | undefined; why?: string | null | undefined; run: (depth: Depth) => void };
type Group = { key: string; title: string; rows: Row[] };

/** Ctrl-K: every record and every command, by keyboard alone. */
export function Palette({ choices }: { choices: ReturnType<typeof useChoices> }) {
  const { t } = useTranslation();
  const start = usePaletteStart();
  const [text, setText] = useState(start);
  const [cursor, setCursor] = useState(0);
  const id = useId();
  const list = useRef<HTMLDivElement>(null);
  const opener = useRef(document.activeElement instanceof HTMLElement ? document.activeElement : null);
  const command = text.startsWith('>');
  const find = command ? '' : text.trim();
  const { groups: found, state, ms } = useSearch(find);
  const groups = useGroups({ text, command, find, found, choices });
  const rows = groups.flatMap((group) => group.rows);
  const current = Math.min(cursor, Math.max(rows.length - 1, 0));
  const hits = found.reduce((sum, group) => sum + group.rows.length, 0);

  useEffect(() => {
    const back = opener.current;
    return () => { if (back?.isConnected && (document.activeElement === null || document.activeElement === document.body)) back.focus(); };
  }, []);
  useEffect(() => { list.current?.querySelector(`[data-row="${current}"]`)?.scrollIntoView({ block: 'nearest' }); }, [current]);

  const run = (row: Row | undefined, depth: Depth): void => {
    if (!row) return;
    closePalette();
    row.run(depth);
  };
  const onKey = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    const steps: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 8, PageUp: -8 };
    const step = steps[event.key];
    if (step !== undefined && rows.length) {
      event.preventDefault();
      setCursor(Math.abs(step) === 1 ? (current + step + rows.length) % rows.length : Math.min(Math.max(current + step, 0), rows.length - 1));
    } else if (event.key === 'Enter') {
      event.preventDefault();
      run(rows[current], event.shiftKey || event.ctrlKey || event.metaKey ? depthOf({ shiftKey: event.shiftKey, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: false }) : 'page');
    } else if (event.key === 'Escape') {
      event.preventDefault();
      event.stopPropagation();
      closePalette();
    } else if (event.key === 'Tab') event.preventDefault();
  };
  let index = -1;
  return createPortal(
    <div className="ws-pal-mask" onMouseDown={(event) => { if (event.target === event.currentTarget) closePalette(); }}>
      <div className="ws-pal" role="dialog" aria-modal="true" aria-label={t('palette.title')} onKeyDown={onKey}>
        <div className="ws-pal-head">
          <Icon name="search" />
          <input
            // biome-ignore lint/a11y/noAutofocus: the palette is opened to type into it
            autoFocus value={text} maxLength={100} placeholder={t('shell.search')} spellCheck={false} autoComplete="off"
            role="combobox" aria-expanded="true" aria-controls={`${id}-list`} aria-activedescendant={rows.length ? `${id}-${current}` : undefined} aria-label={t('shell.search')}
            onChange={(event) => { setText(event.target.value); setCursor(0); }}
          />
          <span className="ws-pal-state" aria-live="polite">{find && state === 'done' ? t('palette.hits', { count: hits, ms }) : state === 'busy' ? t('base.loading') : null}</span>
          <button type="button" className="ws-icon-btn ws-icon-btn-s" aria-label={t('base.close')} onClick={closePalette} tabIndex={-1}><Icon name="x" size={14} /></button>
        </div>
        <div className="ws-pal-list" id={`${id}-list`} role="listbox" aria-label={t('palette.title')} ref={list}>
          {groups.map((group) => (
            <section key={group.key} role="group" aria-label={group.title}>
              <h3>{group.title}</h3>
              {group.rows.map((row) => {
                index += 1;
                const at = index;
                return (
                  <div
                    key={row.key} id={`${id}-${at}`} data-row={at} role="option" aria-selected={at === current} className={at === current ? 'ws-pal-row active' : 'ws-pal-row'} tabIndex={-1}
                    onMouseMove={() => { if (at !== current) setCursor(at); }} onClick={(event: MouseEvent) => run(row, event.shiftKey || event.ctrlKey || event.metaKey ? depthOf({ shiftKey: event.shiftKey, ctrlKey: event.ctrlKey, metaKey: event.metaKey, altKey: false }) : 'page')}
                  >
                    <Icon name={row.icon} />
                    <span className="ws-ellipsis"><Marked text={row.title} find={find} />{row.subtitle ? <span className="ws-pal-sub"><Marked text={row.subtitle} find={find} /></span> : null}</span>
                    {row.why ? <span className="ws-pal-why">{row.why}</span> : null}
                  </div>
                );
              })}
            </section>
          ))}
          {state === 'failed' ? <p className="ws-pal-none ws-bad">{t('base.failed')}</p> : rows.length === 0 && state !== 'busy' ? <p className="ws-pal-none">{t('palette.none')}</p> : null}
        </div>
        <footer className="ws-pal-foot">
          <span><kbd className="ws-kbd">↑</kbd> <kbd className="ws-kbd">↓</kbd> {t('palette.keySelect')}</span><span><kbd className="ws-kbd">Enter</kbd> {t('palette.keyOpen')}</span>
          <span><kbd className="ws-kbd">Shift</kbd> <kbd className="ws-kbd">Enter</kbd> {t('palette.keyWindow')}</span><span><kbd className="ws-kbd">&gt;</kbd> {t('palette.keyCommand')}</span><span><kbd className="ws-kbd">Esc</kbd> {t('base.close')}</span>
        </footer>
      </div>
    </div>,
    document.body,
  );
}

type Source = { text: string; command: boolean; find: string; found: ReturnType<typeof useSearch>['groups']; choices: ReturnType<typeof useChoices> };
function useGroups({ text, command, find, found, choices }: Source): Group[] {
  const { t } = useTranslation();
  const meta = useMeta();
  const words = useWords();
  const create = useCreateItems();
  const { recent } = useRecent();
  const { chooseLocale, chooseTheme } = choices;
  return useMemo(() => {
    const commands = commandsOf({ t, words, objects: Object.values(meta.objects), create, chooseLocale, chooseTheme, signOut: leave });
    const shown = matchCommands(commands, command ? text.slice(1) : find).slice(0, command ? 40 : find ? 4 : 6);
    const actions: Group = { key: 'commands', title: t('palette.commands'), rows: shown.map((each) => ({ key: each.key, icon: each.icon, title: each.label, run: () => each.run() })) };
    const opened: Group = {
      key: 'recent', title: t('shell.recent'),
      rows: command || find ? [] : recent.filter((entry) => Object.hasOwn(meta.objects, entry.object)).map((entry) => ({ key: entry.id, icon: iconOf(meta.objects[entry.object]?.icon), title: entry.title, subtitle: words.object(entry.object), run: (depth) => openRecord(entry.object, entry.id, depth) })),
    };
    const hits: Group[] = found.map((group) => ({
      key: group.object, title: words.object(group.object),
      rows: group.rows.map((row) => ({ key: row.id, icon: iconOf(meta.objects[group.object]?.icon), title: row.title, subtitle: row.subtitle, why: row.why && find.toLowerCase().includes(row.why.toLowerCase()) ? t('palette.sound') : row.why, run: (depth) => openRecord(group.object, row.id, depth) })),
    }));
    const within: Group = {
      key: 'within', title: t('palette.within'),
      rows: find ? Object.values(meta.objects).filter((def) => found.some((group) => group.object === def.name)).slice(0, 3).map((def) => ({ key: `in-${def.name}`, icon: 'list', title: t('palette.searchIn', { name: words.object(def.name), text: find }), run: () => navigateTo(`/o/${def.name}?q=${encodeURIComponent(find)}`) })) : [],
    };
    return (command ? [actions] : [opened, ...hits, within, actions]).filter((group) => group.rows.length > 0);
  }, [t, meta, words, create, recent, chooseLocale, chooseTheme, text, command, find, found]);
}
