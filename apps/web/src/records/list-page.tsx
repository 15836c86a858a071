import { useParams } from 'react-router';
import { useWords } from '../meta/use-words.ts';
import { useObject } from '../meta/use-meta.ts';

/** The list of an object. */
export function ListPage() {
  const { object = '' } = useParams();
  const words = useWords();
  useObject(object);
  return <div className="ws-bar"><h1>{words.object(object)}</h1></div>;
}
