import { expect, test } from '@playwright/test';
import { as, make, mark } from './office.ts';
import { recordOf, fieldIn } from './screen.ts';
import { enter } from './sign-in.ts';

test('two people edit one record: different values are both kept, over the same value the second one decides', async ({ page }) => {
  const [seller, director] = [await as('chen'), await as('director')];
  const customer = await make(seller, 'customer', { name: `${mark()}客户`, city: '绍兴' });
  await enter(page, 'chen', `/o/customer/${customer.id}`);
  const record = recordOf(page, String(customer.name));
  const theirs = async (values: Record<string, unknown>): Promise<void> => {
    const { version } = (await director.records('customer').get(customer.id)).record;
    await director.records('customer').update(customer.id, { version, ...values });
  };
  const edit = async (field: string, text: string): Promise<void> => {
    await fieldIn(record, field).locator('dd').click();
    await fieldIn(record, field).getByRole('textbox').fill(text);
  };
  await edit('shortName', '我的简称');
  await theirs({ city: '宁波' });
  await page.keyboard.press('Enter');
  await expect(fieldIn(record, 'shortName')).toContainText('我的简称');
  await expect(fieldIn(record, 'city')).toContainText('宁波');

  await edit('city', '温州');
  await theirs({ city: '台州' });
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: '别人刚改过同样的内容' });
  await expect(dialog).toContainText('郑国栋 刚保存过');
  await expect(dialog.getByRole('radiogroup', { name: '城市' })).toContainText('宁波');
  await expect(dialog.getByRole('radio', { name: /别人的/ })).not.toBeChecked();
  await dialog.getByRole('button', { name: '按选择保存' }).click();
  await expect(fieldIn(record, 'city')).toContainText('温州');
  await expect.poll(async () => (await seller.records('customer').get(customer.id)).record).toMatchObject({ city: '温州', shortName: '我的简称' });

  await edit('city', '丽水');
  await theirs({ city: '衢州' });
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: '保留别人的' }).click();
  await expect(fieldIn(record, 'city')).toContainText('衢州');
  expect((await seller.records('customer').get(customer.id)).record.city).toBe('衢州');
});
