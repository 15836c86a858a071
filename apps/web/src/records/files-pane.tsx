import type { FileAnswer } from '@wellspring/objects';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { type DragEvent, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { client } from '../app/session.ts';
import { toast } from '../app/toast.tsx';
import { Icon } from '../ui/icon.tsx';
import { RelativeTime } from '../ui/relative-time.tsx';
import { DetailError } from './detail/states.tsx';
import { keys } from './keys.ts';
import { freshKey } from './same-value.ts';

const UNITS = ['B', 'kB', 'MB', 'GB'];
/** 1.4 MB: a size as people read it. */
export function sizeText(bytes: number): string {
  let [value, unit] = [bytes, 0];
  while (value >= 1000 && unit < UNITS.length - 1) { value /= 1000; unit += 1; }
  return `${unit && value < 10 ? value.toFixed(1) : Math.round(value)} ${UNITS[unit]}`;
}
type Upload = { key: string; file: File; state: 'waiting' | 'running' | 'failed'; error?: unknown };

/** Files of a record: dropped or chosen ones are sent one after the other, a failed one can be tried again. */
export function FilesPane({ object, id, writable }: { object: string; id: string; writable: boolean }) {
  const { t } = useTranslation();
  const cache = useQueryClient();
  const list = useQuery({ queryKey: keys.files(object, id), queryFn: () => client.files.list(object, id) });
  const [uploads, setUploads] = useState<Upload[]>([]);
  const [over, setOver] = useState(false);
  const picker = useRef<HTMLInputElement>(null);
  const chain = useRef(Promise.resolve());
  const files = list.data?.files ?? [];

  const refresh = (): Promise<unknown> => Promise.all([cache.invalidateQueries({ queryKey: keys.files(object, id) }), cache.invalidateQueries({ queryKey: keys.record(object, id) })]);
  const mark = (key: string, next: Partial<Upload>): void => setUploads((old) => old.map((upload) => (upload.key === key ? { ...upload, ...next } : upload)));
  const send = (upload: Upload): void => {
    mark(upload.key, { state: 'waiting' });
    chain.current = chain.current.then(async () => {
      mark(upload.key, { state: 'running' });
      try {
        await client.files.add(object, id, upload.file, { idempotencyKey: upload.key });
        await refresh();
        setUploads((old) => old.filter((entry) => entry.key !== upload.key));
      } catch (error) {
        mark(upload.key, { state: 'failed', error });
        toast.error(error);
      }
    });
  };
  const add = (chosen: Iterable<File>): void => {
    const fresh = [...chosen].map((file): Upload => ({ key: freshKey(), file, state: 'waiting' }));
    setUploads((old) => [...old, ...fresh]);
    for (const upload of fresh) send(upload);
  };
  const drop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    if (writable) add(event.dataTransfer.files);
  };
  const download = async (file: FileAnswer): Promise<void> => {
    try {
      const url = URL.createObjectURL(await client.files.content(file.id));
      Object.assign(document.createElement('a'), { href: url, download: file.name }).click();
      setTimeout(() => URL.revokeObjectURL(url), 30_000);
    } catch (error) {
      toast.error(error);
    }
  };
  const remove = async (file: FileAnswer): Promise<void> => {
    cache.setQueryData<{ files: FileAnswer[] }>(keys.files(object, id), (old) => (old ? { files: old.files.filter((entry) => entry.id !== file.id) } : old));
    try {
      const answer = await client.files.remove(file.id);
      toast.done(t('record.fileDeleted', { name: file.name }), { undo: answer.operationId });
    } catch (error) {
      toast.error(error);
    } finally {
      await refresh();
    }
  };
  return (
    <>
      <div className="ws-pane-bar">
        {uploads.length ? <span className="ws-t3 ws-sm">{t('record.uploading', { count: uploads.filter((upload) => upload.state !== 'failed').length })}</span> : null}
        <span className="ws-grow" />
        {writable ? <Button size="small" icon={<Icon name="exp" size={14} />} onClick={() => picker.current?.click()}>{t('record.upload')}</Button> : null}
        <input ref={picker} type="file" multiple hidden aria-label={t('record.upload')} onChange={(event) => { add(event.target.files ?? []); event.target.value = ''; }} />
      </div>
      <div className={over ? 'ws-files ws-files-over' : 'ws-files'} onDragOver={(event) => { if (writable && event.dataTransfer.types.includes('Files')) { event.preventDefault(); setOver(true); } }} onDragLeave={() => setOver(false)} onDrop={drop}>
        {list.error ? <DetailError error={list.error} onRetry={() => void list.refetch()} /> : null}
        <ul>
          {uploads.map((upload) => (
            <li key={upload.key} className="ws-file" aria-busy={upload.state === 'running'}>
              <Icon name="clip" size={14} /><span className="ws-ellipsis" title={upload.file.name}>{upload.file.name}</span><span className="ws-file-meta">{sizeText(upload.file.size)}</span>
              {upload.state === 'failed' ? <span className="ws-bad ws-sm">{t('record.uploadFailed')}</span> : <span className={upload.state === 'running' ? 'ws-progress ws-progress-busy' : 'ws-progress'}><b /></span>}
              <span className="ws-file-tools">{upload.state === 'failed' ? <><Tool icon="undo" label={t('record.retry')} onClick={() => send(upload)} /><Tool icon="x" label={t('record.discard')} onClick={() => setUploads((old) => old.filter((entry) => entry !== upload))} /></> : null}</span>
            </li>
          ))}
          {files.map((file) => (
            <li key={file.id} className="ws-file">
              <Icon name="file" size={14} /><button type="button" className="ws-text-btn" title={file.name} onClick={() => void download(file)}>{file.name}</button>
              <span className="ws-file-meta ws-num">{sizeText(file.size)}</span><RelativeTime at={file.createdAt} className="ws-file-meta" />
              <span className="ws-file-tools"><Tool icon="imp" label={t('record.download')} onClick={() => void download(file)} />{writable ? <Tool icon="trash" label={t('record.delete')} onClick={() => void remove(file)} /> : null}</span>
            </li>
          ))}
        </ul>
        {list.isSuccess && !files.length && !uploads.length ? <div className="ws-empty"><Icon name="clip" size={24} /><strong>{t('record.noFiles')}</strong><span>{writable ? t('record.noFilesHelp') : ''}</span></div> : null}
      </div>
    </>
  );
}
function Tool({ icon, label, onClick }: { icon: 'undo' | 'x' | 'imp' | 'trash'; label: string; onClick: () => void }) {
  return <button type="button" className="ws-icon-btn ws-icon-btn-s" title={label} aria-label={label} onClick={onClick}><Icon name={icon} size={14} /></button>;
}
