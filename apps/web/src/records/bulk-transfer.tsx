import { f } from '@wellspring/objects';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldInput } from '../fields/field-input.tsx';

const owner = f.user({ label: '负责人' });

/** Hands many records to another person. */
export function BulkTransfer({ object, count, onApply, onClose }: { object: string; count: number; onApply: (ownerId: string) => void; onClose: () => void }) {
  const { t } = useTranslation();
  const [to, setTo] = useState<unknown>(null);
  return (
    <Modal open title={t('list.transferTitle', { count })} onCancel={onClose} okText={t('list.transferDo')} cancelText={t('base.cancel')} okButtonProps={{ disabled: typeof to !== 'string' }} onOk={() => { if (typeof to === 'string') onApply(to); }} width={420}>
      <div className="ws-bulk">
        <FieldInput object={object} field="ownerId" def={owner} value={to} onChange={setTo} placeholder={t('list.newOwner')} autoFocus />
        <p className="ws-t3 ws-sm">{t('list.bulkUndoNote')}</p>
      </div>
    </Modal>
  );
}
