import { errorText } from '@wellspring/objects/messages';
import type { ImportPlan } from './plan.ts';

/** Title of the record that stands for blank cells, where the person decided to have one. */
export const unnamed = (plan: Pick<ImportPlan, 'locale'>): string => errorText('import.unnamed', plan.locale);
export const blanksHaveRecord = (plan: ImportPlan, field: string): boolean => plan.refs[field]?.values[''] === 'create';
