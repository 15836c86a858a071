import type { Aggregate, Filter, Option } from '@wellspring/objects';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { useLocale } from '../../app/i18n.ts';
import { client } from '../../app/session.ts';
import { useTheme } from '../../app/theme.ts';
import { currencySymbol, moneyText, shortMoney } from '../../fields/figures.ts';
import { useMeta, useObject } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { keys } from '../../records/keys.ts';
import { Block } from './block.tsx';
import { listPath, ownedBy, type Whose } from './whose.ts';

const Chart = lazy(() => import('../../ui/chart.tsx').then((module) => ({ default: module.Chart })));
const ROW = 30;
type Stage = { key: string; label: string; count: number; sum: string };

/** Open opportunities by stage; a bar leads to its rows. */
export function PipelineBlock({ whose }: { whose: Whose }) {
  const { t } = useTranslation();
  const [locale] = useLocale();
  const { company } = useMeta();
  const { tokens } = useTheme();
  const navigate = useNavigate();
  const stages = useStages(whose);
  const option = useMemo(() => ({
    grid: { left: 4, right: 92, top: 4, bottom: 4, containLabel: true },
    xAxis: { type: 'value', show: false },
    yAxis: { type: 'category', inverse: true, data: stages?.map((stage) => stage.label) ?? [], axisLine: { show: false }, axisTick: { show: false }, axisLabel: { color: tokens['--text-2'], fontSize: 12, margin: 10 } },
    tooltip: { trigger: 'item', backgroundColor: tokens['--bg-tip'], borderWidth: 0, padding: [4, 8], textStyle: { color: tokens['--on-tip'], fontSize: 12 }, formatter: ({ dataIndex }: { dataIndex: number }) => { const stage = stages?.[dataIndex]; return stage ? `${stage.label} · ${t('workbench.deals', { count: stage.count })} · ${currencySymbol(company.currency)}${moneyText(stage.sum)}` : ''; } },
    series: [{
      type: 'bar', barWidth: 12, cursor: 'pointer', itemStyle: { borderRadius: 2 },
      data: stages?.map((stage, index) => ({ value: Number(stage.sum), itemStyle: { color: tokens[`--c${Math.max(1, 4 - index)}`] } })) ?? [],
      label: { show: true, position: 'right', color: tokens['--text'], fontSize: 12, formatter: ({ dataIndex }: { dataIndex: number }) => { const stage = stages?.[dataIndex]; return stage ? `${shortMoney(stage.sum, locale)}  {n|${stage.count}}` : ''; }, rich: { n: { color: tokens['--text-3'], fontSize: 12 } } },
    }],
  }), [stages, tokens, t, locale, company.currency]);
  const pick = (index: number): void => {
    const stage = stages?.[index];
    if (stage) void navigate(listPath('opportunity', { filter: { and: [ownedBy(whose), { field: 'stage', op: 'eq', value: stage.key }] } }));
  };
  const label = `${t('workbench.pipeline')}: ${stages?.map((stage) => `${stage.label} ${stage.count}, ${moneyText(stage.sum)}`).join('; ') ?? ''}`;
  const total = stages?.reduce((sum, stage) => sum + stage.count, 0);
  const height = ROW * (stages?.length ?? 4) + 8;
  return (
    <Block title={t('workbench.pipeline')} note={total} extra={<Link className="ws-link ws-sm" to={listPath('opportunity', { view: 'open', filter: ownedBy(whose) })}>{t('workbench.details')}</Link>}>
      <div className="ws-chart" style={{ height }}>{stages && total ? <Suspense><Chart option={option} height={height} label={label} onPick={pick} /></Suspense> : stages ? <p className="ws-wb-none">{t('workbench.pipelineNone')}</p> : null}</div>
    </Block>
  );
}

function useStages(whose: Whose): Stage[] | null {
  const words = useWords();
  const def = useObject('opportunity');
  const filter: Filter = ownedBy(whose);
  const aggregate: Aggregate = { view: 'open', filter, groupBy: [{ field: 'stage' }], measures: [{ fn: 'count' }, ...(Object.hasOwn(def.fields, 'amount') ? [{ fn: 'sum' as const, field: 'amount' }] : [])] };
  const { data } = useQuery({ queryKey: keys.aggregate('opportunity', aggregate), queryFn: ({ signal }) => client.records('opportunity').aggregate(aggregate, { signal }), staleTime: 60_000 });
  return useMemo(() => {
    if (!data) return null;
    const open = (def.fields.stage?.options as readonly Option[] | undefined ?? []).filter((option) => option.color !== 'success' && option.color !== 'error');
    return open.map((option) => {
      const row = data.rows.find((each) => each.keys[0] === option.key);
      return { key: option.key, label: words.option('opportunity', 'stage', option.key), count: Number(row?.values[0] ?? 0), sum: String(row?.values[1] ?? '0') };
    });
  }, [data, def, words]);
}
