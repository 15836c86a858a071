import type { ModalFuncProps } from 'antd';
import type { HookAPI } from 'antd/es/modal/useModal';
import type { ComponentType } from 'react';
import { create } from 'zustand';
import { toast } from './toast.tsx';

type Host = ComponentType<{ onReady: (api: HookAPI) => void }>;
const useHost = create<{ Host: Host | null }>(() => ({ Host: null }));
let give: (api: HookAPI) => void = () => undefined;
const api = new Promise<HookAPI>((done) => { give = done; });

/** Asks before something that cannot be taken back. Its code comes with the first question. */
export function confirm(ask: ModalFuncProps): { destroy: () => void } {
  let shown: { destroy: () => void } | null = null;
  let gone = false;
  import('./confirm-host.tsx').then(({ ConfirmHost }) => useHost.setState({ Host: ConfirmHost }), (error: unknown) => { toast.error(error); ask.onCancel?.(); });
  void api.then((modal) => { if (!gone) shown = modal.confirm(ask); });
  return { destroy: () => { gone = true; shown?.destroy(); } };
}
/** Gives the questions a place; stands once in the page. */
export function ConfirmPlace() {
  const Host = useHost((state) => state.Host);
  return Host ? <Host onReady={give} /> : null;
}
