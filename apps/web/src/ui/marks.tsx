import type { Option } from '@wellspring/objects';
import type { ReactNode } from 'react';

const tones: Record<NonNullable<Option['color']>, string> = { accent: 'acc', success: 'ok', warning: 'warn', error: 'bad' };

/** A word on a tint; the tint means something or is grey. */
export function Tag({ color, children }: { color?: Option['color'] | undefined; children: ReactNode }) {
  return <span className={color ? `ws-tag ws-tag-${tones[color]}` : 'ws-tag'}>{children}</span>;
}
/** A level of one letter: the first tinted, the second grey, the rest outlined. */
export function LevelMark({ index, label }: { index: number; label: string }) {
  return <span className={`ws-level ws-level-${Math.min(index, 2)}`}>{label}</span>;
}
const TICKS = [0, 1, 2, 3];
/** An ordered stage: four ticks and its word. Won fills them green; lost or asleep leaves them grey. */
export function StageMark({ index, color, label }: { index: number; color?: Option['color'] | undefined; label: string }) {
  const look = color === 'success' ? 'won' : color === 'error' || index >= TICKS.length ? 'idle' : 'on';
  return (
    <span className={`ws-stage ws-stage-${look}`} title={label}>
      <i aria-hidden="true">{TICKS.map((tick) => <b key={tick} className={look !== 'on' || tick <= index ? 'f' : ''} />)}</i>
      <span className="ws-ellipsis">{label}</span>
    </span>
  );
}
/** The first character of a name on a round ground. */
export function Avatar({ name, me = false, large = false }: { name: string; me?: boolean; large?: boolean }) {
  return <span className={`ws-avatar${me ? ' ws-avatar-me' : ''}${large ? ' ws-avatar-large' : ''}`} title={name} aria-hidden="true">{[...name.trim()][0] ?? '·'}</span>;
}
