import type { AnyDef, FieldDef, Fields, RecordAnswer } from '@wellspring/objects';
import { useTranslation } from 'react-i18next';
import { useCan } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { overrideOf } from '../../objects/registry.ts';
import { Icon } from '../../ui/icon.tsx';
import { toast } from '../../app/toast.tsx';
import { LeftAsIsError, useSave } from '../use-save.ts';

type Step = { key: string; label: string; color: string | undefined; state: 'done' | 'now' | 'later'; allowed: boolean; action: string | null };

/** The field that is drawn as a path: an ordered choice. */
export const stepsField = (def: AnyDef): string | null => Object.entries(def.fields as Fields).find(([, field]) => field.type === 'select' && field.steps)?.[0] ?? null;

/** Each stage, whether it is passed, and whether one may go there from here (by an edit or by an action with its own form). */
export function stepsOf(def: AnyDef, field: string, answer: Pick<RecordAnswer, 'record' | 'can'>, writable: boolean): Step[] {
  const spec = (def.fields as Record<string, FieldDef>)[field];
  if (spec?.type !== 'select') return [];
  const current = String(answer.record[field] ?? '');
  const { moves = {}, ends = [] } = overrideOf(def.name);
  const flow = def.flow as { field: string; transitions: Record<string, readonly string[]> } | undefined;
  const at = spec.options.findIndex((option) => option.key === current);
  const closed = ends.includes(current);
  // A record at its end has walked the whole path; which of the ends, the end itself says.
  return spec.options.map((option, index) => {
    const action = Object.hasOwn(moves, option.key) ? (moves[option.key] ?? null) : null;
    const reachable = flow?.field === field ? (flow.transitions[current] ?? []).includes(option.key) : true;
    const allowed = option.key !== current && reachable && (action ? answer.can.actions.includes(action) : writable && answer.can.update);
    const state = option.key === current ? 'now' as const : ends.includes(option.key) || (!closed && index > at) ? 'later' as const : closed && current === 'lost' ? 'later' as const : 'done' as const;
    return { key: option.key, label: option.label, color: option.color, state, allowed, action };
  });
}

type Props = { def: AnyDef; answer: RecordAnswer; locked: boolean; onAction: (action: string) => void };
/** The stages as a path: a click moves the record there; an end opens the form it needs. */
export function StagePath({ def, answer, locked, onAction }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const { save } = useSave(def.name);
  const field = stepsField(def);
  if (!field || can.field(def.name, field) === 'none') return null;
  const steps = stepsOf(def, field, answer, can.field(def.name, field) === 'write');
  const go = (step: Step): void => {
    if (step.action) { onAction(step.action); return; }
    save(answer.record.id, answer.record.version, { [field]: step.key }).catch((error: unknown) => { if (!(error instanceof LeftAsIsError)) toast.error(error); });
  };
  return (
    <ol className="ws-path" aria-label={words.field(def.name, field)}>
      {steps.map((step) => {
        const label = words.option(def.name, field, step.key);
        const look = `ws-path-${step.state}${step.state === 'now' && step.color === 'success' ? ' ws-path-won' : ''}${step.state === 'now' && step.color === 'error' ? ' ws-path-lost' : ''}`;
        return (
          <li key={step.key} className={look} aria-current={step.state === 'now' ? 'step' : undefined}>
            <button type="button" disabled={!step.allowed || locked} title={step.allowed && !locked ? t('record.moveTo', { stage: label }) : label} onClick={() => go(step)}>
              <span className="ws-ellipsis">{label}</span>
              {step.state === 'now' && step.color === 'success' ? <Icon name="check" size={12} /> : null}
            </button>
          </li>
        );
      })}
    </ol>
  );
}
