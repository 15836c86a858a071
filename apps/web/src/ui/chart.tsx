import { BarChart } from 'echarts/charts';
import { AriaComponent, GridComponent, TooltipComponent } from 'echarts/components';
import { type EChartsCoreOption, init, use } from 'echarts/core';
import { SVGRenderer } from 'echarts/renderers';
import { useEffect, useRef } from 'react';
import { useTheme } from '../app/theme.ts';

use([BarChart, GridComponent, TooltipComponent, AriaComponent, SVGRenderer]);

type Props = { option: EChartsCoreOption; height: number; label: string; onPick?: (index: number) => void };

/** A chart in the tokens of the theme. `onPick`: which mark was clicked, to show the rows behind it. */
export function Chart({ option, height, label, onPick }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const chart = useRef<ReturnType<typeof init> | null>(null);
  const pick = useRef(onPick);
  pick.current = onPick;
  const { tokens } = useTheme();
  useEffect(() => {
    if (!box.current) return;
    const drawn = init(box.current, null, { renderer: 'svg' });
    chart.current = drawn;
    drawn.on('click', (event) => pick.current?.(event.dataIndex as number));
    const watch = new ResizeObserver(() => drawn.resize());
    watch.observe(box.current);
    return () => { watch.disconnect(); drawn.dispose(); chart.current = null; };
  }, []);
  useEffect(() => {
    chart.current?.setOption({
      color: ['--c1', '--c2', '--c3', '--c4', '--c5'].map((name) => tokens[name] ?? ''), textStyle: { fontFamily: tokens['--font'] ?? '', fontSize: 12, color: tokens['--text-2'] ?? '' },
      animation: false, aria: { enabled: true, label: { description: label } }, ...option,
    }, true);
  }, [option, label, tokens]);
  return <div ref={box} style={{ height }} role="img" aria-label={label} />;
}
