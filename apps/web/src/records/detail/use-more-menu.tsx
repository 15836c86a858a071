import type { AnyDef, RecordAnswer } from '@wellspring/objects';
import type { MenuProps } from 'antd';
import { useTranslation } from 'react-i18next';
import { confirm } from '../../app/confirm.tsx';
import { toast } from '../../app/toast.tsx';
import { Icon, type IconName } from '../../ui/icon.tsx';
import { titleOf } from '../known-titles.ts';
import { openRecord, pathOf } from '../open-record.ts';
import { useSave } from '../use-save.ts';

type Options = { def: AnyDef; answer: RecordAnswer | undefined; depth: 'peek' | 'window' | 'page'; onTransfer: () => void; onClose?: (() => void) | undefined };
type Entry = { key: string; icon: IconName; label: string; danger?: boolean; show: boolean; run: () => unknown };

/** Copies text also where the page is not served securely. */
async function copy(text: string): Promise<void> {
  if (navigator.clipboard) { await navigator.clipboard.writeText(text); return; }
  const area = document.createElement('textarea');
  area.value = text;
  document.body.append(area);
  area.select();
  document.execCommand('copy');
  area.remove();
}

/** What is rarely done with a record: hand it over, copy its address, open it elsewhere, delete, restore. */
export function useMoreMenu({ def, answer, depth, onTransfer, onClose }: Options): { items: MenuProps['items']; copyLink: () => void; remove: () => Promise<void>; restore: () => Promise<void> } {
  const { t } = useTranslation();
  const save = useSave(def.name);
  const record = answer?.record;
  const id = record?.id ?? '';
  const deleted = typeof record?.deletedAt === 'string';
  const copyLink = (): void => void copy(`${window.location.origin}${pathOf(def.name, id)}`).then(() => toast.done(t('record.linkCopied')), toast.error);
  const remove = async (): Promise<void> => {
    try {
      await save.remove(id, record?.version);
      onClose?.();
    } catch (error) {
      toast.error(error);
    }
  };
  const restore = async (): Promise<void> => { try { await save.restore(id); } catch (error) { toast.error(error); } };
  const purge = (): void => void confirm({
    title: t('record.purgeTitle', { title: titleOf(record, def.titleField) }), content: t('record.purgeText'), okText: t('record.purge'), okButtonProps: { danger: true }, cancelText: t('record.cancel'), autoFocusButton: 'cancel', zIndex: 1600,
    onOk: async () => { try { await save.purge(id); onClose?.(); } catch (error) { toast.error(error); } },
  });
  const entries: Entry[] = [
    { key: 'restore', icon: 'undo', label: t('record.restore'), show: deleted && Boolean(answer?.can.restore), run: restore },
    { key: 'transfer', icon: 'users', label: t('record.transfer'), show: !deleted && Boolean(answer?.can.transfer), run: onTransfer },
    { key: 'link', icon: 'link', label: t('record.copyLink'), show: true, run: copyLink },
    { key: 'window', icon: 'pop', label: t('record.toWindow'), show: depth !== 'window', run: () => openRecord(def.name, id, 'window') },
    { key: 'page', icon: 'full', label: t('record.toPage'), show: depth !== 'page', run: () => { if (depth === 'window') onClose?.(); openRecord(def.name, id, 'page'); } },
    { key: 'tab', icon: 'screen', label: t('record.toTab'), show: true, run: () => openRecord(def.name, id, 'tab') },
    { key: 'delete', icon: 'trash', label: t('record.delete'), danger: true, show: !deleted && Boolean(answer?.can.delete), run: remove },
    { key: 'purge', icon: 'trash', label: t('record.purge'), danger: true, show: deleted && Boolean(answer?.can.purge), run: purge },
  ];
  const items = entries.filter((entry) => entry.show).map((entry) => ({ key: entry.key, label: entry.label, icon: <Icon name={entry.icon} size={14} />, ...(entry.danger ? { danger: true } : {}), onClick: () => void entry.run() }));
  return { items, copyLink, remove, restore };
}
