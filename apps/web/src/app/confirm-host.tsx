import { Modal } from 'antd';
import type { HookAPI } from 'antd/es/modal/useModal';
import { useEffect } from 'react';

/** Draws the questions of `confirm`. */
export function ConfirmHost({ onReady }: { onReady: (api: HookAPI) => void }) {
  const [modal, holder] = Modal.useModal();
  useEffect(() => { onReady(modal); }, [modal, onReady]);
  return holder;
}
