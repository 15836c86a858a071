import { Modal } from 'antd';
import { useTranslation } from 'react-i18next';

const KEYS: readonly (readonly [string, string])[] = [
  ['/', 'search'], ['Ctrl K', 'everything'], ['n', 'new'], ['j k ↑ ↓', 'rows'], ['Enter', 'peek'], ['Shift Enter', 'window'], ['o', 'page'], ['[ ]', 'walk'], ['→ ←', 'cells'], ['F2 Enter', 'edit'],
  ['Enter Tab', 'save'], ['Esc', 'back'], ['e', 'editRow'], ['x Space', 'pick'], ['Shift Space', 'range'], ['Ctrl A', 'all'], ['?', 'help'],
];

/** The keys of the list, one beside the other. */
export function KeysHelp({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Modal open title={t('list.keys')} onCancel={onClose} footer={null} width={520}>
      <dl className="ws-keys">
        {KEYS.map(([key, name]) => (
          <div key={name}><dt>{key.split(' ').map((part) => <kbd key={part} className="ws-kbd">{part}</kbd>)}</dt><dd>{t(`list.key.${name}`)}</dd></div>
        ))}
      </dl>
    </Modal>
  );
}
