export type Walk = { index: number; total: number; previous?: (() => void) | undefined; next?: (() => void) | undefined };
type Props = { object: string; id: string; depth: 'peek' | 'window' | 'page'; onClose?: () => void; walk?: Walk };

/** A record: facts, stage, sections. */
export function RecordDetail({ object, id }: Props) {
  return <div data-object={object} data-id={id} />;
}
