import type { Query } from '@wellspring/objects';

type Props = { object: string; query: Query; columns: readonly string[]; open: boolean; onClose: () => void };

/** Chooses the format of an export. */
export function ExportDialog(_: Props) {
  return null;
}
