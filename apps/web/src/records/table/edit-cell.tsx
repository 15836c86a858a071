import type { Labels, WireRecord } from '@wellspring/objects';
import { useRef, useState } from 'react';
import { FieldInput } from '../../fields/field-input.tsx';
import { editKey, type Step } from './editing.ts';

type Props = {
  object: string; field: string; row: WireRecord; labels: Labels; value: unknown;
  /** Begun by typing: the old value gives way to what is typed. */
  clear: boolean;
  /** `back`: the keyboard ended the edit, so the focus goes back to the grid. */
  onFinish: (value: unknown, changed: boolean, step: Step, back: boolean) => void;
  onCancel: () => void;
};

/** The input that stands in the place of a value while it is edited. Enter goes down, Tab to the side, Esc puts back. */
export function EditCell({ object, field, row, labels, value, clear, onFinish, onCancel }: Props) {
  const [draft, setDraft] = useState<unknown>(clear ? null : value);
  const latest = useRef<unknown>(draft);
  const touched = useRef(false);
  const done = useRef(false);
  const step = useRef<Step | null>(null);

  const finish = (next: unknown): void => {
    if (done.current) return;
    done.current = true;
    const way = step.current;
    // Nothing was typed: a value that only gave way for typing comes back.
    const changed = touched.current && JSON.stringify(next ?? null) !== JSON.stringify(value ?? null);
    onFinish(next, changed, way ?? 'stay', way !== null);
  };
  const cancel = (): void => { if (!done.current) { done.current = true; onCancel(); } };

  return (
    <span
      className="ws-edit" role="presentation" onClick={(event) => event.stopPropagation()} onDoubleClick={(event) => event.stopPropagation()}
      onKeyDownCapture={(event) => {
        const choosing = (event.target as HTMLElement).getAttribute('aria-expanded') === 'true';
        const way = editKey(event, choosing);
        if (way === 'cancel') {
          if (choosing) return;
          event.preventDefault(); event.stopPropagation(); cancel();
        } else if (way) {
          step.current = way;
          if (way === 'down') return;
          event.preventDefault(); event.stopPropagation();
          // Leaving the input lets it read what was typed; if it has nothing to say, what is known counts.
          (event.target as HTMLElement).blur();
          finish(latest.current);
        }
      }}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (step.current === 'down') { event.preventDefault(); finish(latest.current); }
      }}
    >
      <FieldInput
        object={object} field={field} value={draft} labels={labels} record={row} size="small" autoFocus
        onChange={(next) => { touched.current = true; latest.current = next; setDraft(next); }}
        onCommit={(next) => { if (next !== latest.current) { touched.current = true; latest.current = next; } finish(next); }}
        onCancel={cancel}
      />
    </span>
  );
}
