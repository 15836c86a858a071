import type { MouseEvent, ReactNode } from 'react';
import { useCan } from '../meta/use-meta.ts';
import { depthOf, openRecord } from '../records/open-record.ts';

/** A record's title that opens it; plain text for objects the reader may not see. `quiet`: coloured on hover only. */
export function RecordLink({ object, id, quiet = false, children }: { object: string; id: string; quiet?: boolean; children: ReactNode }) {
  const can = useCan();
  const title = typeof children === 'string' ? children : undefined;
  if (!can.see(object)) return <span className="ws-ellipsis" title={title}>{children}</span>;
  const open = (event: MouseEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    openRecord(object, id, depthOf(event));
  };
  return <a className={`ws-ellipsis ws-link${quiet ? ' ws-link-quiet' : ''}`} href={`/o/${object}/${id}`} title={title} onClick={open}>{children}</a>;
}
