import { type AnyDef, type FieldDef, type Fields, fieldOf, type RecordAnswer } from '@wellspring/objects';
import { Button, Dropdown, type MenuProps } from 'antd';
import { Fragment } from 'react';
import { useTranslation } from 'react-i18next';
import { FieldValue } from '../../fields/field-value.tsx';
import { useCan, useMeta } from '../../meta/use-meta.ts';
import { useWords } from '../../meta/use-words.ts';
import { overrideOf } from '../../objects/registry.ts';
import { Icon, iconOf } from '../../ui/icon.tsx';
import { openWindow } from '../../windows/window-store.ts';
import { titleOf } from '../known-titles.ts';
import { openLog } from '../open-log.ts';
import { childDraft } from './prefill.ts';
import { stepsField } from './stage-path.tsx';

type Props = { def: AnyDef; answer: RecordAnswer; partial: boolean; more: MenuProps['items']; showMore: boolean; onAction: (action: string) => void };

const letters = (field: FieldDef): boolean => field.type === 'select' && field.options.every((option) => option.label.length === 1);

/** Title with level and state, a line of context, and what one can do with the record now. */
export function DetailHeader({ def, answer, partial, more, showMore, onAction }: Props) {
  const { t } = useTranslation();
  const words = useWords();
  const can = useCan();
  const meta = useMeta();
  const { record, labels } = answer;
  const fields = Object.entries(def.fields as Fields).filter(([name]) => can.field(def.name, name) !== 'none');
  const levels = fields.filter(([name, field]) => letters(field) && record[name]);
  const path = stepsField(def);
  const flow = (def.flow as { field: string } | undefined)?.field;
  const state = flow && flow !== path ? flow : undefined;
  const deleted = typeof record.deletedAt === 'string';
  // Who owns it stands in the line of context, unless the object says so already.
  const context = [...new Set([...((def.subtitle ?? []) as readonly string[]), 'ownerId'])].filter((name) => name !== state && fieldOf(def, name) && can.field(def.name, name) !== 'none' && record[name] !== null && record[name] !== undefined);
  const { moves = {} } = overrideOf(def.name);
  // The ends of a path have their place on the path; only actions that are no stage get a button.
  const onPath = path ? new Set(Object.values(moves)) : new Set<string>();
  const actions = partial || deleted ? [] : answer.can.actions.filter((name) => Object.hasOwn(def.actions ?? {}, name) && !onPath.has(name));
  const children = Object.entries((def.children ?? {}) as Record<string, { object: string; via: string }>).filter(([, child]) => Object.hasOwn(meta.objects, child.object) && can.do(child.object, 'create') && child.object !== 'activity' && child.object !== 'user');
  const create: MenuProps['items'] = children.map(([name, child]) => ({
    key: name, icon: <Icon name={iconOf(meta.objects[child.object]?.icon)} size={14} />, label: words.child(def.name, name),
    onClick: () => openWindow({ kind: 'new', object: child.object, draft: childDraft(child.object, child.via, def.name, record) }),
  }));
  const logs = Boolean(def.features.log) && can.do('activity', 'create') && !deleted;
  return (
    <header className="ws-rec-head">
      <div className="ws-rec-title">
        {levels.map(([name]) => <FieldValue key={name} object={def.name} field={name} value={record[name]} labels={labels} record={record} mode="cell" />)}
        <h2 title={titleOf(record, def.titleField)}>{titleOf(record, def.titleField) || '—'}</h2>
        {state && record[state] ? <FieldValue object={def.name} field={state} value={record[state]} labels={labels} record={record} mode="cell" /> : null}
        {deleted ? <span className="ws-tag ws-tag-bad">{t('record.inBin')}</span> : null}
        {!partial && !answer.can.update && !deleted ? <span className="ws-rec-readonly" title={t('record.readOnly')}><Icon name="lock" size={12} /></span> : null}
        <span className="ws-grow" />
        <span className="ws-rec-acts">
          {logs ? <Button size="small" icon={<Icon name="phone" size={14} />} onClick={() => openLog(def.name, record.id)} title={t('record.logHint')}>{t('record.log')}</Button> : null}
          {actions.map((name) => <Button key={name} size="small" onClick={() => onAction(name)}>{words.action(def.name, name)}</Button>)}
          {create.length && !deleted ? <Dropdown menu={{ items: create }} trigger={['click']} placement="bottomRight"><Button size="small" icon={<Icon name="plus" size={14} />} aria-label={t('record.newRelated')} title={t('record.newRelated')} /></Dropdown> : null}
          {showMore ? <Dropdown menu={{ items: more }} trigger={['click']} placement="bottomRight"><Button size="small" icon={<Icon name="dots" size={14} />} aria-label={t('record.moreActions')} title={t('record.moreActions')} /></Dropdown> : null}
        </span>
      </div>
      <p className="ws-rec-sub">
        {context.map((name, index) => <Fragment key={name}>{index ? <i aria-hidden="true">·</i> : null}<FieldValue object={def.name} field={name} value={record[name]} labels={labels} record={record} mode={fieldOf(def, name)?.type === 'ref' ? 'cell' : 'text'} /></Fragment>)}
      </p>
    </header>
  );
}
