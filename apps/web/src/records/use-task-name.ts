import type { TaskAnswer } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { useWords } from '../meta/use-words.ts';

/** What a task is called: what is done, and with which kind of record. */
export function useTaskName(): (task: Pick<TaskAnswer, 'kind' | 'object'>) => string {
  const { t } = useTranslation();
  const words = useWords();
  return ({ kind, object }) => t(`tray.kind.${kind}`, { object: object ? words.object(object) : '', defaultValue: kind }).trim();
}
