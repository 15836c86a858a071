import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';

/** An empty place: what it is for, one line of help, the next step as buttons. */
export function EmptyState({ icon = 'file', title, text, children }: { icon?: IconName; title: string; text?: string | undefined; children?: ReactNode }) {
  return (
    <div className="ws-empty">
      <Icon name={icon} size={24} />
      <strong>{title}</strong>
      {text ? <p>{text}</p> : null}
      {children ? <div className="ws-empty-actions">{children}</div> : null}
    </div>
  );
}
