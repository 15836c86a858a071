import { Progress } from 'antd';

/** How far something is, as a line; a full line is no success yet, so it keeps its colour. */
export function TaskProgress({ percent, label, failed = false }: { percent: number; label: string; failed?: boolean }) {
  return <Progress percent={percent} size="small" showInfo={false} status={failed ? 'exception' : 'normal'} aria-label={label} />;
}
