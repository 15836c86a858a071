import type { InputRef } from 'antd';
import Input from 'antd/es/input/Input';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../ui/icon.tsx';
import { isComposing } from './editing.ts';

const REST = 250;
type Props = { value: string; onSearch: (text: string) => void; input?: RefObject<InputRef | null> | undefined; compact?: boolean; onLeave?: () => void };

/** Search within the list. It asks when typing rests, and never in the middle of composing a character. */
export function QuickSearch({ value, onSearch, input, compact = false, onLeave }: Props) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const composing = useRef(false);
  const said = useRef(value);
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined);
  // The address moved (back button, another view): what stands there now is what is shown.
  useEffect(() => { if (value !== said.current) { said.current = value; setText(value); } }, [value]);
  useEffect(() => () => clearTimeout(timer.current), []);
  const say = (next: string, wait: number): void => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => { if (next.trim() !== said.current.trim()) { said.current = next; onSearch(next); } }, wait);
  };
  return (
    <Input
      ref={input ?? null} className={compact ? 'ws-quick is-compact' : 'ws-quick'} size={compact ? 'small' : 'middle'} value={text} maxLength={100} allowClear type="search" role="searchbox"
      placeholder={t('list.find')} aria-label={t('list.find')} prefix={<Icon name="search" size={14} />} suffix={compact || text ? undefined : <kbd className="ws-kbd">/</kbd>}
      onCompositionStart={() => { composing.current = true; }}
      onCompositionEnd={(event) => { composing.current = false; say(event.currentTarget.value, REST); }}
      onChange={(event) => { setText(event.target.value); if (!composing.current) say(event.target.value, event.target.value === '' ? 0 : REST); }}
      onKeyDown={(event) => {
        if (isComposing(event)) return;
        if (event.key === 'Enter') say(text, 0);
        if (event.key === 'Escape') { event.stopPropagation(); if (text) { setText(''); say('', 0); } else onLeave?.(); }
        if (event.key === 'ArrowDown') { event.preventDefault(); onLeave?.(); }
      }}
    />
  );
}
