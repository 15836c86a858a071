import type { OperationAnswer, TaskAnswer } from '@wellspring/objects';
import { act, fireEvent, screen, waitFor } from '@testing-library/react';
import { MemoryRouter } from 'react-router';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { show } from '../../test/meta.tsx';
import { client } from '../app/session.ts';
import { ExportDialog } from './export-dialog.tsx';
import { OperationsPage } from './operations-page.tsx';
import { TaskTray } from './task-tray.tsx';

const task = (over: Partial<TaskAnswer>): TaskAnswer => ({ id: 't1', kind: 'import', object: 'customer', state: 'running', progress: 20, total: 80, result: null, error: null, fileName: null, operationId: 'o1', createdAt: '2026-11-25T02:00:00.000Z', finishedAt: null, ...over });
beforeEach(() => { vi.restoreAllMocks(); });
afterEach(() => { vi.useRealTimers(); });

describe('background tasks', () => {
  it('are asked for only while one is under way', async () => {
    vi.useFakeTimers({ shouldAdvanceTime: true });
    let answer = task({});
    const list = vi.spyOn(client.backgroundTasks, 'list').mockImplementation(async () => ({ tasks: [answer] }));
    await show(<TaskTray />);
    expect(await screen.findByText('25%')).toBeTruthy();
    answer = task({ state: 'done', progress: 80 });
    await act(() => vi.advanceTimersByTimeAsync(2100));
    await waitFor(() => expect(screen.queryByText('25%')).toBeNull());
    const calls = list.mock.calls.length;
    await act(() => vi.advanceTimersByTimeAsync(10_000));
    expect(list.mock.calls.length).toBe(calls);
  });
});

describe('an export', () => {
  it('asks for what is on the screen, in the chosen format', async () => {
    vi.spyOn(client, 'records').mockReturnValue({ ...client.records('customer'), count: async () => ({ count: 12, capped: false }), export: vi.fn(async () => task({ id: 't2', kind: 'export' })) });
    vi.spyOn(client.backgroundTasks, 'get').mockResolvedValue(task({ id: 't2', kind: 'export' }));
    await show(<ExportDialog object="customer" query={{ view: 'mine', sort: ['-name'], page: { size: 50 } }} columns={['name', 'level']} open onClose={() => undefined} />);
    fireEvent.click(await screen.findByLabelText('CSV'));
    await screen.findByText('12');
    fireEvent.click(screen.getByRole('button', { name: /开始导出|^Export$/ }));
    const request = vi.mocked(client.records('customer').export);
    await waitFor(() => expect(request.mock.calls[0]?.[0]).toEqual({ query: { view: 'mine', sort: ['-name'] }, columns: ['name', 'level'], format: 'csv' }));
    expect(await screen.findByRole('button', { name: /在后台继续|background/ })).toBeTruthy();
  });
});

describe('operations', () => {
  it('are undone from the list; what could not be put back is named with a link', async () => {
    const operation: OperationAnswer = { id: 'o1', kind: 'bulk-update', object: 'customer', source: 'ui', at: '2026-11-25T02:00:00.000Z', userId: 'u1', count: 3, recordId: null, title: null, undoes: null, undoneBy: null, undoable: true };
    vi.spyOn(client.operations, 'list').mockResolvedValue({ operations: [operation], next: null });
    const undo = vi.spyOn(client.operations, 'undo').mockResolvedValue({ operationId: 'o2', undone: 2, conflicts: [{ object: 'customer', id: 'c1', title: '沪申生物', fields: ['level'] }] });
    await show(<MemoryRouter><OperationsPage /></MemoryRouter>);
    expect(await screen.findByText(/批量修改|Changed in bulk/)).toBeTruthy();
    fireEvent.click(screen.getByRole('button', { name: /撤销|Undo/ }));
    const link = await screen.findByRole('link', { name: '沪申生物' });
    expect(undo).toHaveBeenCalledExactlyOnceWith('o1');
    expect(link.getAttribute('href')).toBe('/o/customer/c1');
    expect(screen.getByText(/1 条之后又被改过|Changed since/)).toBeTruthy();
    expect(screen.getByText(/^(已撤销|Undone)$/)).toBeTruthy();
  });
});
