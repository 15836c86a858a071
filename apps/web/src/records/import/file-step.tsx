import type { ImportState } from '@wellspring/objects';
import { Button } from 'antd';
import { type DragEvent, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../../app/error-text.ts';
import { client } from '../../app/session.ts';
import { useWords } from '../../meta/use-words.ts';
import { Icon } from '../../ui/icon.tsx';
import { TaskProgress } from '../task-progress.tsx';
import { sizeText } from './target-fields.ts';

const ACCEPT = '.csv,.txt,.tsv,.xlsx,.xls';
type Sending = { file: File; sent: number; stop: AbortController };

/** Takes a file, dropped or chosen, and sends it; what the server says against it stands in the same place. */
export function FileStep({ object, onDone }: { object: string; onDone: (state: ImportState) => void }) {
  const { t } = useTranslation();
  const words = useWords();
  const input = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const [sending, setSending] = useState<Sending | null>(null);
  const [problem, setProblem] = useState<{ name: string; text: string } | null>(null);
  const running = useRef<AbortController | null>(null);
  useEffect(() => () => running.current?.abort(), []);

  const send = async (file: File): Promise<void> => {
    const stop = new AbortController();
    running.current = stop;
    setProblem(null);
    setSending({ file, sent: 0, stop });
    try {
      const state = await client.imports.create(object, file, { signal: stop.signal, onProgress: (sent) => setSending((now) => (now?.stop === stop ? { ...now, sent } : now)) });
      onDone(state);
    } catch (error) {
      if (!stop.signal.aborted) setProblem({ name: file.name, text: errorMessage(error, t) });
    } finally {
      setSending((now) => (now?.stop === stop ? null : now));
    }
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    const file = event.dataTransfer.files[0];
    if (file && !sending) void send(file);
  };
  // All bytes are there once the bar is full; what then takes time is the look into the file.
  const whole = sending !== null && sending.sent >= sending.file.size;
  return (
    <div className="ws-imp-file-step" onDragOver={(event) => { event.preventDefault(); setOver(true); }} onDragLeave={(event) => { if (event.currentTarget === event.target) setOver(false); }} onDrop={drop}>
      <div className={`ws-drop${over ? ' is-over' : ''}${problem ? ' is-bad' : ''}`}>
        {sending ? (
          <div className="ws-drop-sending" role="status">
            <strong className="ws-ellipsis">{sending.file.name}</strong>
            <span className="ws-t3 ws-sm ws-num">{whole ? t('import.reading') : t('import.sending', { sent: sizeText(sending.sent), total: sizeText(sending.file.size) })}</span>
            <TaskProgress percent={sending.file.size ? Math.min(100, Math.floor((sending.sent / sending.file.size) * 100)) : 0} label={t('import.uploading')} />
            <Button onClick={() => sending.stop.abort()}>{t('base.cancel')}</Button>
          </div>
        ) : (
          <>
            <Icon name="imp" size={24} />
            <strong>{t('import.drop')}</strong>
            <p>{t('import.dropHelp')}</p>
            <Button type="primary" onClick={() => input.current?.click()}>{t('import.choose')}</Button>
            <input ref={input} type="file" accept={ACCEPT} hidden data-testid="import-file" onChange={(event) => { const file = event.target.files?.[0]; event.target.value = ''; if (file) void send(file); }} />
          </>
        )}
        {problem ? <div className="ws-imp-problem" role="alert"><Icon name="warn" size={16} /><span><b className="ws-wrap">{problem.name}</b><br />{problem.text}</span></div> : null}
      </div>
      <ul className="ws-imp-notes">
        {['columns', 'check', 'undo'].map((note) => <li key={note}><Icon name="check" size={14} /><span>{t(`import.note.${note}`, { object: words.object(object) })}</span></li>)}
      </ul>
    </div>
  );
}
