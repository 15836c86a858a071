import { type FieldDef, fieldTypes, objects, specOf } from '@wellspring/objects';
import { fireEvent, screen } from '@testing-library/react';
import { describe, expect, it, vi } from 'vitest';
import { accessWith, metaFor, show } from '../../test/meta.tsx';
import { FieldFilter } from './field-filter.tsx';
import { FieldInput } from './field-input.tsx';
import { FieldValue } from './field-value.tsx';
import { shapeOf } from './filter-of.tsx';
import { columnLook, fieldViews } from './registry.ts';

const values: Record<string, unknown> = {
  text: '鼎科', longText: '一\n二', phone: '0571-8860', email: 'a@b.example', url: 'dingke.example', int: 1234, decimal: '12.5000', percent: 40, money: '1286000.00', date: '2026-11-25', datetime: '2026-11-25T02:00:00.000Z',
  bool: true, select: 'A', multiSelect: ['x'], ref: 'c1', user: 'u1', anyRef: { object: 'customer', id: 'c1' }, rollup: '5.00',
};
const labels = { customer: { c1: '鼎科' }, user: { u1: '林晓燕' } };

/** One field of every kind that occurs in the definitions. */
const oneOfEach = [...new Map(Object.values(objects).flatMap((def) => Object.entries(def.fields as Record<string, FieldDef>).map(([name, field]) => {
  const kind = [field.type, 'as' in field && field.as, 'open' in field && field.open, 'steps' in field && field.steps].join();
  return [kind, [def.name, name, field] as const] as const;
}))).values()];

describe('field registry', () => {
  it('has a look for every field type', () => {
    expect(Object.keys(fieldViews).sort()).toEqual(Object.keys(fieldTypes).sort());
    for (const view of Object.values(fieldViews)) expect(view.Display && view.Input && view.Filter && view.width > 0).toBeTruthy();
  });
  it.each(Object.keys(fieldTypes))('draws %s in all modes, empty, masked and strange', async (type) => {
    const def = { type, label: 'x', to: type === 'anyRef' ? ['customer'] : type === 'user' ? 'user' : 'customer', options: [{ key: 'A', label: 'A' }], as: 'money' } as unknown as FieldDef;
    for (const value of [values[type], null, undefined, '••••', '']) {
      for (const mode of ['cell', 'detail', 'text'] as const) {
        const { unmount } = await show(<FieldValue object="customer" field="name" def={def} value={value} labels={labels} mode={mode} />);
        unmount();
      }
    }
  });
  it.each(oneOfEach)('can edit and filter %s.%s', async (object, name, field) => {
    const { unmount, container } = await show(<><FieldInput object={object} field={name} value={null} onChange={() => {}} /><FieldFilter object={object} field={name} condition={null} onChange={() => {}} /></>);
    expect(container.firstChild).not.toBeNull();
    unmount();
    expect(columnLook(field).width).toBeGreaterThan(30);
    for (const op of specOf(field).operators) expect(shapeOf(op)).toBeTruthy();
  }, 30_000);
  it('shows an invisible reference as a dash and a visible one as a link', async () => {
    const { container, again } = await show(<FieldValue object="contact" field="customerId" value="c1" labels={labels} />);
    expect(container.querySelector('a')?.getAttribute('href')).toBe('/o/customer/c1');
    again(<FieldValue object="contact" field="customerId" value="gone" labels={labels} />);
    expect(container.textContent).toBe('—');
  });
  it('never links or edits a masked value', async () => {
    const meta = metaFor({ access: accessWith('customer', { phone: 'mask' }) });
    const { container } = await show(<><FieldValue object="customer" field="phone" value="0571••••17" /><FieldInput object="customer" field="phone" value="0571••••17" onChange={() => {}} /></>, meta);
    expect(container.querySelector('a')).toBeNull();
    expect(container.querySelector('input')?.disabled).toBe(true);
  });
  it('never makes an unsafe address a link', async () => {
    const { container } = await show(<FieldValue object="customer" field="website" value="javascript:alert(1)" mode="detail" />);
    expect(container.querySelector('a')).toBeNull();
  });
});

describe('input', () => {
  const edit = async () => {
    const [onCommit, onCancel] = [vi.fn(), vi.fn()];
    await show(<FieldInput object="customer" field="name" value="旧" onChange={() => {}} onCommit={onCommit} onCancel={onCancel} />);
    return { onCommit, onCancel, input: screen.getByRole('textbox') };
  };
  it('does not commit the Enter that chooses a character', async () => {
    const { onCommit, onCancel, input } = await edit();
    fireEvent.keyDown(input, { key: 'Enter', isComposing: true });
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 229 });
    fireEvent.keyDown(input, { key: 'Escape', keyCode: 229 });
    expect(onCommit).not.toHaveBeenCalled();
    expect(onCancel).not.toHaveBeenCalled();
    fireEvent.keyDown(input, { key: 'Enter', keyCode: 13 });
    expect(onCommit).toHaveBeenCalledExactlyOnceWith('旧');
  });
  it('commits once, with what was typed, however it ends', async () => {
    const { onCommit, input } = await edit();
    fireEvent.change(input, { target: { value: '新' } });
    fireEvent.keyDown(input, { key: 'Enter' });
    fireEvent.blur(input);
    expect(onCommit).toHaveBeenCalledExactlyOnceWith('新');
  });
  it('cancels without committing when it is left afterwards', async () => {
    const { onCommit, onCancel, input } = await edit();
    fireEvent.change(input, { target: { value: '新' } });
    fireEvent.keyDown(input, { key: 'Escape' });
    fireEvent.blur(input);
    expect(onCancel).toHaveBeenCalledOnce();
    expect(onCommit).not.toHaveBeenCalled();
  });
  it('writes money as decimal text while showing what was typed', async () => {
    const onChange = vi.fn();
    await show(<FieldInput object="customer" field="creditLimit" value={null} onChange={onChange} />);
    fireEvent.change(screen.getByRole('textbox'), { target: { value: '1,234.50' } });
    expect(onChange).toHaveBeenCalledExactlyOnceWith('1234.5');
  });
});
