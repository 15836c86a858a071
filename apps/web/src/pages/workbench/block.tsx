import type { ReactNode } from 'react';

/** A block of the workbench: a head of one line, then rows. */
export function Block({ title, note, extra, children, grow = false }: { title: string; note?: ReactNode; extra?: ReactNode; children: ReactNode; grow?: boolean }) {
  return (
    <section className={grow ? 'ws-wb-block ws-wb-grow' : 'ws-wb-block'}>
      <header><h2>{title}</h2>{note !== undefined && note !== null ? <span className="ws-t3">{note}</span> : null}<span className="ws-grow" />{extra}</header>
      {children}
    </section>
  );
}
/** Grey rows of the real height while the first answer is under way. */
export function WaitingRows({ count = 5, height = 32 }: { count?: number; height?: number }) {
  return <div aria-hidden="true" className="ws-wait">{Array.from({ length: count }, (_, row) => <div key={row} style={{ height }} className="ws-wait-row"><span className="ws-skeleton" style={{ width: `${55 - (row % 3) * 12}%` }} /></div>)}</div>;
}
