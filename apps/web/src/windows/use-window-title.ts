import { useTranslation } from 'react-i18next';
import { useWords } from '../meta/use-words.ts';
import type { Win } from './window-store.ts';

/** What a window is called in the dock and by a screen reader. */
export function useWindowTitle(): (win: Win) => string {
  const { t } = useTranslation();
  const words = useWords();
  return (win) => {
    if (win.kind === 'new') return win.title || t('record.newOf', { object: words.one(win.object) });
    const name = win.title || words.object(win.object);
    return win.kind === 'log' ? `${t('record.log')} · ${name}` : name;
  };
}
