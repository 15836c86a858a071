import type { RecordAnswer } from '@wellspring/objects';

type Props = { object: string; draft?: Record<string, unknown>; onDone: (answer: RecordAnswer) => void; onCancel: () => void };

/** The form that creates a record. */
export function RecordForm({ object }: Props) {
  return <form data-object={object} />;
}
