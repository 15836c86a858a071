import { TaskTrayLater } from '../records/tray-later.tsx';
import { WindowTabs } from '../windows/window-host.tsx';

/** The foot of the frame: minimised windows and running tasks; takes no room while both are silent. */
export function Dock() {
  return <footer className="ws-dock"><WindowTabs /><TaskTrayLater /></footer>;
}
