import { create } from 'zustand';

/** Is the list of background tasks open? Opened from the top bar, the dock and the phone's menu. */
export const useTray = create<{ open: boolean }>(() => ({ open: false }));
export const showTray = (open: boolean): void => useTray.setState({ open });
