import { ApiError } from '@wellspring/client';
import type { AnyDef } from '@wellspring/objects';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { errorMessage } from '../../app/error-text.ts';
import { navigateTo } from '../../app/navigate.ts';
import { useCan } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { EmptyState } from '../../ui/empty-state.tsx';
import { Icon, iconOf } from '../../ui/icon.tsx';

/** A list that could not be read: what happened, that nothing is lost, and what to do. */
export function ListError({ error, onRetry }: { error: unknown; onRetry: () => void }) {
  const { t } = useTranslation();
  const id = error instanceof ApiError ? error.requestId : '';
  const forbidden = error instanceof ApiError && error.status === 403;
  return (
    <div role="alert">
      <EmptyState icon={forbidden ? 'lock' : 'warn'} title={t(forbidden ? 'list.noRight' : 'list.unread')} text={`${errorMessage(error, t)}${forbidden ? '' : ` ${t('list.filterStands')}`}`}>
        {!forbidden && <Button onClick={onRetry}>{t('base.retry')}</Button>}
        {id && <Button type="text" onClick={() => void navigator.clipboard?.writeText(id)}>{t('base.copyError', { id: id.slice(0, 8) })}</Button>}
      </EmptyState>
    </div>
  );
}

/** No row: because of the filter, or because there is none yet. */
export function ListEmpty({ object, def, filtered, pane, onClear, onCreate }: { object: string; def: AnyDef; filtered: boolean; pane: boolean; onClear: () => void; onCreate?: (() => void) | undefined }) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const name = words.object(object);
  if (filtered) {
    return (
      <EmptyState icon="filter" title={t('list.nothingFound')} text={t('list.nothingFoundText')}>
        <Button onClick={onClear}>{t('list.clearFilter')}</Button>
      </EmptyState>
    );
  }
  const mayCreate = onCreate !== undefined && can.do(object, 'create');
  return (
    <EmptyState icon={iconOf(def.icon)} title={t('list.noneYet', { object: name })} text={t(`list.about.${object}`, { defaultValue: t('list.aboutAny', { object: name }) })}>
      {mayCreate && <Button type="primary" icon={<Icon name="plus" size={14} />} onClick={onCreate}>{t('list.create', { object: name })}</Button>}
      {!pane && def.features.import && can.do(object, 'import') && <Button icon={<Icon name="imp" size={14} />} onClick={() => navigateTo(`/o/${object}/import`)}>{t('list.import')}</Button>}
    </EmptyState>
  );
}
