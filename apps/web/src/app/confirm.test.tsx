import { fireEvent, render, screen, waitFor } from '@testing-library/react';
import { expect, it, vi } from 'vitest';
import { confirm, ConfirmPlace } from './confirm.tsx';

it('asks, and does what was asked about only on a yes', async () => {
  render(<ConfirmPlace />);
  const onOk = vi.fn();
  confirm({ title: 'Really?', okText: 'Yes', cancelText: 'No', onOk });
  fireEvent.click(await screen.findByRole('button', { name: 'Yes' }));
  await waitFor(() => expect(onOk).toHaveBeenCalledOnce());
});
it('is not asked any more once the reason is gone', async () => {
  render(<ConfirmPlace />);
  confirm({ title: 'Too late?' }).destroy();
  await new Promise((done) => { setTimeout(done); });
  expect(screen.queryByText('Too late?')).toBeNull();
});
