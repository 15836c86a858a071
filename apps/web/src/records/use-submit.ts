import { type KeyboardEvent, useState } from 'react';
import { toast } from '../app/toast.tsx';
import { fieldErrors } from './server-errors.ts';

type Faults = Record<string, string>;

/** Sending a small form: checked first, one at a time, what the server refuses stands at its field and the rest is said in passing. Ctrl-Enter sends. */
export function useSubmit({ check, send, onFaults }: { check: () => Faults; send: () => Promise<unknown>; onFaults?: (faults: Faults) => void }) {
  const [errors, setErrors] = useState<Faults>({});
  const [busy, setBusy] = useState(false);
  const submit = async (): Promise<void> => {
    if (busy) return;
    const faults = check();
    setErrors(faults);
    if (Object.keys(faults).length) { onFaults?.(faults); return; }
    setBusy(true);
    try {
      await send();
    } catch (error) {
      const refused = fieldErrors(error);
      setErrors(refused.fields);
      if (refused.rest) toast.error(error);
    } finally {
      setBusy(false);
    }
  };
  /** True where the key was the form's. While an input method composes every key is its own. */
  const onKey = (event: KeyboardEvent): boolean => {
    if (event.nativeEvent.isComposing || event.nativeEvent.keyCode === 229 || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return false;
    event.preventDefault();
    event.stopPropagation();
    void submit();
    return true;
  };
  return { errors, setErrors, busy, submit, onKey };
}
