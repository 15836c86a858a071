import { useParams } from 'react-router';
import { useObject } from '../meta/use-meta.ts';
import { RecordDetail } from './record-detail.tsx';

/** A record on its own page. */
export function RecordPage() {
  const { object = '', id = '' } = useParams();
  useObject(object);
  return <RecordDetail key={`${object}/${id}`} object={object} id={id} depth="page" />;
}
