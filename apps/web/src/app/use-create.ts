import { useCan, useMeta } from '../meta/use-meta.ts';
import { useWords } from '../meta/use-words.ts';
import { type IconName, iconOf } from '../ui/icon.tsx';

export type CreateItem = { object: string; label: string; icon: IconName; create: () => void };

/** What the person may create, in the order of the navigation; each opens its form in a window. */
export function useCreateItems(): CreateItem[] {
  const meta = useMeta();
  const can = useCan();
  const words = useWords();
  return Object.values(meta.objects).filter((def) => can.do(def.name, 'create')).map((def) => ({
    object: def.name, label: words.one(def.name), icon: iconOf(def.icon),
    create: () => void import('../windows/window-store.ts').then((windows) => windows.openWindow({ kind: 'new', object: def.name })),
  }));
}
