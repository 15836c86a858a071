import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useBlocker, useNavigate, useParams } from 'react-router';
import { confirm } from '../app/confirm.tsx';
import { useCan, useObject } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { Icon, iconOf } from '../ui/icon.tsx';
import { dropDraft } from './drafts.ts';
import { pathOf } from './open-record.ts';
import { RecordForm } from './record-form.tsx';

/** The create form on its own page. Leaving with something typed asks whether to keep it as a draft. */
export function NewPage() {
  const { object = '' } = useParams();
  const { t } = useTranslation();
  const navigate = useNavigate();
  const words = useWords();
  const can = useCan();
  const def = useObject(object);
  const [dirty, setDirty] = useState(false);
  const blocker = useBlocker(({ currentLocation, nextLocation }) => dirty && currentLocation.pathname !== nextLocation.pathname);
  useEffect(() => { document.title = `${t('record.newOf', { object: words.one(object) })} · Wellspring`; }, [object, t, words]);
  useEffect(() => {
    if (blocker.state !== 'blocked') return;
    const asked = confirm({
      title: t('record.leaveTitle'), content: t('record.leaveText'), okText: t('record.leaveKeep'), cancelText: t('record.keepEditing'), autoFocusButton: 'ok',
      onOk: () => blocker.proceed(), onCancel: () => blocker.reset(),
    });
    return () => asked.destroy();
  }, [blocker, t]);
  const cancel = (): void => {
    dropDraft(`page.${object}`);
    setDirty(false);
    void navigate(`/o/${object}`, { replace: true });
  };
  return (
    <div className="ws-new-page">
      <div className="ws-bar"><Icon name={iconOf(def.icon)} /><h1>{t('record.newOf', { object: words.one(object) })}</h1></div>
      {can.do(object, 'create')
        ? <RecordForm key={object} object={object} onDirty={setDirty} onCancel={cancel} onDone={(answer) => { setDirty(false); setTimeout(() => void navigate(pathOf(object, answer.record.id), { replace: true })); }} />
        : <div className="ws-empty"><Icon name="lock" size={24} /><strong>{t('record.noRight')}</strong></div>}
    </div>
  );
}
