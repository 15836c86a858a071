import { ApiError } from '@wellspring/client';
import type { ImportPatch, ImportState, TaskAnswer } from '@wellspring/objects';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import { accessWith, metaFor, show } from '../../../test/meta.tsx';
import { client } from '../../app/session.ts';
import { ImportWizard } from '../import-wizard.tsx';

const ID = '01900000-0000-7000-8000-000000000001';
const start: ImportState = {
  id: ID, object: 'opportunity', fileName: 'deals.csv', size: 900, type: 'csv', encoding: 'utf-8', separator: ',', sheets: [], sheet: null, headerRow: 1,
  columns: [
    { column: 0, header: 'Deal', samples: ['Pump'], guess: 'title', confidence: 0.9 },
    { column: 1, header: 'Account', samples: ['Acme'], guess: null, confidence: 0 },
    { column: 2, header: 'product', samples: ['GTXPro'], guess: 'productId', confidence: 0.6 },
  ],
  preview: [['Pump', 'Acme', 'GTXPro']], mapping: [{ column: 0, field: 'title' }, { column: 1, field: null }, { column: 2, field: 'productId' }],
  remembered: false, policy: 'skip', matchField: null, refs: {}, sameFile: null, checkTaskId: null, runTaskId: null,
};
const task = (over: Partial<TaskAnswer>): TaskAnswer => ({ id: 't1', kind: 'import-check', object: 'opportunity', state: 'done', progress: 3, total: 3, result: null, error: null, fileName: null, operationId: null, createdAt: '2026-11-25T02:00:00.000Z', finishedAt: '2026-11-25T02:00:01.000Z', ...over });
const SUGGESTED = '01900000-0000-7000-8000-0000000000aa';
const checked = task({ result: { rows: 3, create: 1, update: 0, skip: 0, failed: 2, duplicates: 0, errors: [{ row: 3, field: 'amount', code: 'field.number', message: 'Not a number', value: 'about 9' }], unknown: [{ field: 'productId', object: 'product', more: 0, values: [{ text: 'GTXPro', rows: 2, suggestion: { id: SUGGESTED, title: 'GTX Pro' } }] }] } });

let state: ImportState;
let patches: ImportPatch[];
beforeEach(() => {
  state = structuredClone(start);
  patches = [];
  vi.restoreAllMocks();
  vi.spyOn(client.imports, 'get').mockImplementation(async () => state);
  vi.spyOn(client.imports, 'patch').mockImplementation(async (_, patch) => { patches.push(patch); state = { ...state, ...patch, checkTaskId: null } as ImportState; return state; });
  vi.spyOn(client.imports, 'check').mockImplementation(async () => { state = { ...state, checkTaskId: 't1' }; return checked; });
  vi.spyOn(client.backgroundTasks, 'get').mockImplementation(async () => checked);
});

const mayImport = accessWith('opportunity', {});
const opportunities = mayImport.objects.opportunity;
const meta = metaFor({ access: { ...mayImport, objects: { ...mayImport.objects, ...(opportunities && { opportunity: { ...opportunities, ops: ['create', 'import'] } }) } } });
const open = (address: string) => show(<RouterProvider router={createMemoryRouter([{ path: '/o/:object/import', element: <ImportWizard /> }, { path: '*', element: null }], { initialEntries: [address] })} />, meta);
const choose = async (label: RegExp, option: RegExp): Promise<void> => {
  fireEvent.mouseDown(await screen.findByRole('combobox', { name: label }));
  const found = (await screen.findAllByText(option)).findLast((node) => node.closest('.ant-select-item'));
  if (!found) throw new Error('no such option');
  fireEvent.click(found);
};

describe('the import wizard', () => {
  it('names what is missing and does not let it be checked; mapping a column sends the whole mapping', async () => {
    await open(`/o/opportunity/import?id=${ID}`);
    expect(await screen.findByText(/必填字段还没有对应的列：客户|Required fields without a column/)).toBeTruthy();
    expect(screen.getByRole('button', { name: /试运行全部行|Check all rows/ })).toHaveProperty('disabled', true);
    await choose(/Account/, /^(客户|Customer)/);
    await waitFor(() => expect(patches).toEqual([{ mapping: [{ column: 0, field: 'title' }, { column: 1, field: 'customerId' }, { column: 2, field: 'productId' }] }]));
    await waitFor(() => expect(screen.getByRole('button', { name: /试运行全部行|Check all rows/ })).toHaveProperty('disabled', false));
  });

  it('checks, takes a suggestion, and asks for another check before it lets the import run', async () => {
    state = { ...state, mapping: [{ column: 0, field: 'title' }, { column: 1, field: 'customerId' }, { column: 2, field: 'productId' }] };
    await open(`/o/opportunity/import?id=${ID}`);
    fireEvent.click(await screen.findByRole('button', { name: /试运行全部行|Check all rows/ }));
    expect(await screen.findByText(/新建 1 · 更新 0 · 跳过 0 · 2 行有误|create 1 · update 0/)).toBeTruthy();
    expect(screen.getByText('Not a number')).toBeTruthy();
    expect(screen.getByRole('button', { name: /导入 1 行，留下 2 行|Import 1 rows, leave 2/ })).toHaveProperty('disabled', false);
    const unknown = screen.getByRole('region', { name: /没找到的意向产品|Unknown: / });
    fireEvent.click(within(unknown).getByRole('button', { name: /采用建议|Use suggestions/ }));
    await waitFor(() => expect(patches).toEqual([{ refs: { productId: { values: { GTXPro: { id: SUGGESTED } }, other: 'refuse' } } }]));
    expect(await screen.findByText(/设置已改动|Settings changed/)).toBeTruthy();
    expect(screen.queryByRole('button', { name: /导入 1 行|Import 1 rows/ })).toBeNull();
  });

  it('says in the same place what the server has against a file', async () => {
    vi.spyOn(client.imports, 'create').mockRejectedValue(new ApiError(415, { code: 'import.protected', message: 'The file is protected by a password', requestId: 'r1' }));
    await open('/o/opportunity/import');
    fireEvent.change(await screen.findByTestId('import-file'), { target: { files: [new File(['x'], 'locked.xlsx')] } });
    expect((await screen.findByRole('alert')).textContent).toContain('The file is protected by a password');
  });
});
