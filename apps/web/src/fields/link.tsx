import type { MouseEvent } from 'react';
import { Dash, isBlank } from './dash.tsx';
import type { DisplayProps } from './types.ts';

const quiet = (event: MouseEvent): void => event.stopPropagation();

/** A value that is also an address. Masked values and texts that are no safe address stay text. */
export function LinkDisplay({ value, mode, masked, hrefOf, external = false }: DisplayProps & { hrefOf: (text: string) => string | null; external?: boolean }) {
  if (isBlank(value)) return <Dash mode={mode} />;
  const text = String(value);
  if (mode === 'text') return <>{text}</>;
  const href = masked ? null : hrefOf(text);
  const look = mode === 'cell' ? 'ws-ellipsis' : 'ws-wrap';
  if (!href) return <span className={look} title={mode === 'cell' ? text : undefined}>{text}</span>;
  return <a className={`${look} ws-link ${mode === 'cell' ? 'ws-link-quiet' : ''}`} href={href} title={mode === 'cell' ? text : undefined} onClick={quiet} {...(external ? { target: '_blank', rel: 'noopener noreferrer' } : {})}>{text}</a>;
}
