import { useEffect } from 'react';
import { create } from 'zustand';

type State = { open: boolean; start: string };
const usePaletteState = create<State>(() => ({ open: false, start: '' }));

/** Opens the palette, with a text to start from ('>' shows the commands). */
export const openPalette = (start = ''): void => usePaletteState.setState({ open: true, start });
export const closePalette = (): void => usePaletteState.setState({ open: false, start: '' });

/** Is the palette open? Ctrl-K (⌘K) opens and closes it from everywhere. */
export function usePalette(): State {
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => {
      if (event.key.toLowerCase() !== 'k' || !(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      usePaletteState.setState((state) => ({ open: !state.open, start: '' }));
    };
    window.addEventListener('keydown', listen);
    return () => window.removeEventListener('keydown', listen);
  }, []);
  return usePaletteState();
}
/** The text the palette was opened with. */
export const usePaletteStart = (): string => usePaletteState((state) => state.start);
