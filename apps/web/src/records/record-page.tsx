import { useEffect, useState } from 'react';
import { useParams } from 'react-router';
import { navigateTo } from '../app/navigate.ts';
import { useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { RecordDetail } from './record-detail.tsx';

/** A record on its own page. */
export function RecordPage() {
  const { object = '', id = '' } = useParams();
  const words = useWords();
  useObject(object);
  const [title, setTitle] = useState('');
  useEffect(() => { document.title = [title, words.object(object), 'Wellspring'].filter(Boolean).join(' · '); }, [title, object, words]);
  return <RecordDetail object={object} id={id} depth="page" onTitle={setTitle} onClose={() => navigateTo(`/o/${object}`)} />;
}
