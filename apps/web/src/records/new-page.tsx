import { useNavigate, useParams } from 'react-router';
import { useObject } from '../meta/use-meta.ts';
import { RecordForm } from './record-form.tsx';

/** The create form on its own page. */
export function NewPage() {
  const { object = '' } = useParams();
  const navigate = useNavigate();
  useObject(object);
  return <RecordForm object={object} onDone={(answer) => void navigate(`/o/${object}/${answer.record.id}`, { replace: true })} onCancel={() => void navigate(-1)} />;
}
