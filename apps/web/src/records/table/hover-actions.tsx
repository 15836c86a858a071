import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import { useCan, useObject } from '../../meta/use-meta.ts';
import { Icon } from '../../ui/icon.tsx';
import { openLog } from '../open-log.ts';
import { openRecord } from '../open-record.ts';

/** What stands at the end of a name under the pointer: note a contact, open in a window. */
export function HoverActions({ object, id }: { object: string; id: string }) {
  const { t } = useTranslation();
  const def = useObject(object);
  const can = useCan();
  return (
    <>
      {def.features.log && can.do('activity', 'create') && <Tooltip title={t('list.log')}><button type="button" className="ws-icon-btn ws-icon-btn-s" tabIndex={-1} aria-label={t('list.log')} onClick={() => openLog(object, id)}><Icon name="note" size={14} /></button></Tooltip>}
      <Tooltip title={t('list.openWindow')}><button type="button" className="ws-icon-btn ws-icon-btn-s" tabIndex={-1} aria-label={t('list.openWindow')} onClick={() => openRecord(object, id, 'window')}><Icon name="pop" size={14} /></button></Tooltip>
    </>
  );
}
