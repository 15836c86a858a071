import type { AnyRefValue } from '@wellspring/objects';
import { useWords } from '../meta/use-words.ts';
import { later } from '../ui/later.tsx';
import { RecordLink } from '../ui/record-link.tsx';
import { Dash } from './dash.tsx';
import { filterOf } from './filter-of.tsx';
import type { DisplayProps, FieldView } from './types.ts';

export const readPointer = (value: unknown): AnyRefValue | null => (typeof value === 'object' && value !== null && 'object' in value && 'id' in value ? (value as AnyRefValue) : null);

function AnyRefDisplay({ value, labels, mode }: DisplayProps) {
  const words = useWords();
  const pointer = readPointer(value);
  if (!pointer) return value === null || value === undefined ? <Dash mode={mode} /> : <>{String(value)}</>;
  const title = labels?.[pointer.object]?.[pointer.id];
  if (title === undefined) return <Dash mode={mode} always />;
  if (mode === 'text') return <>{title}</>;
  return <span className="ws-ellipsis"><span className="ws-t3">{words.object(pointer.object)} </span><RecordLink object={pointer.object} id={pointer.id} quiet={mode === 'cell'}>{title}</RecordLink></span>;
}
const AnyRefInput = later(() => import('./any-ref-input.tsx').then((module) => module.AnyRefInput), <span className="ws-input-wait" />);
export const anyRefView: FieldView = { Display: AnyRefDisplay, Input: AnyRefInput, Filter: filterOf(AnyRefInput), width: 180, align: 'left' };
