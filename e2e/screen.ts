import { expect, type Locator, type Page } from '@playwright/test';

/** The list of an object, by the name of the object. */
export const grid = (place: Page | Locator, name = '客户'): Locator => place.getByRole('grid', { name, exact: true });
/** The row of a list that holds a text. */
export const rowOf = (place: Page | Locator, text: string, name = '客户'): Locator => grid(place, name).getByRole('row').filter({ hasText: text });
/** A cell of a row by the field. */
export const cellOf = (row: Locator, field: string): Locator => row.locator(`[data-column="${field}"]`);
/** The head of a column by its label. */
export const headOf = (page: Page, label: string, name = '客户'): Locator => grid(page, name).getByRole('columnheader').filter({ hasText: label });
/** The lines that a list has at the moment, by its title column. */
export const titles = (page: Page, name = '客户', field = 'name'): Locator => grid(page, name).locator(`[role="row"] [data-column="${field}"] .ws-title-link`);

/** The field of quick search of the list. */
export const quickSearch = (place: Page | Locator): Locator => place.getByRole('searchbox', { name: '本列表内查找' });

/** Searches a list and waits until it has answered. */
export async function find(page: Page, text: string, count: number, name = '客户'): Promise<void> {
  await quickSearch(page).fill(text);
  await expect(page).toHaveURL(/[?&]q=/);
  await expect(grid(page, name)).toHaveAttribute('aria-rowcount', String(count + 1));
}

/** The box around the control of a choice: what one clicks on. */
const boxOf = (combobox: Locator): Locator => combobox.locator('xpath=ancestor::div[contains(concat(" ", @class, " "), " ant-select ")][1]');
/** The lines of this very choice (the list of another one may still be folding up), once it has unfolded: a click on a moving line is lost. */
async function linesOf(combobox: Locator): Promise<Locator> {
  await expect(combobox).toHaveAttribute('aria-controls', /./);
  const list = combobox.page().locator(`[id="${await combobox.getAttribute('aria-controls')}"]`);
  const unfolded = combobox.page().locator('.ant-select-dropdown').filter({ has: list });
  await expect(unfolded).not.toHaveClass(/-(appear|enter)\b/);
  return unfolded.locator('.ant-select-item-option');
}
/** Chooses from a list that unfolds. */
export async function choose(combobox: Locator, text: string | RegExp): Promise<void> {
  await boxOf(combobox).click();
  await (await linesOf(combobox)).filter({ hasText: text, visible: true }).first().click();
}
/** Writes into a picker and takes the line with the text. */
export async function pick(combobox: Locator, typed: string, text: string): Promise<void> {
  await boxOf(combobox).click();
  await combobox.fill(typed);
  await (await linesOf(combobox)).filter({ hasText: text, visible: true }).first().click();
}

/** An entry of the menu that stands open. */
export const entryOf = (page: Page, name: string): Locator => page.getByRole('menuitem', { name, exact: true });
/** What the page says in passing. */
export const toast = (page: Page, text: string | RegExp): Locator => page.locator('.ws-toast').filter({ hasText: text });
/** Undoes from what the page says in passing. */
export async function undo(page: Page, text: string | RegExp): Promise<void> {
  const undone = page.waitForResponse((response) => response.url().endsWith('/undo'));
  await toast(page, text).last().getByRole('button', { name: '撤销' }).click();
  expect((await undone).ok()).toBe(true);
}
/** A record as a whole, in whatever depth, by its name. */
export const recordOf = (place: Page | Locator, title: string): Locator => place.getByRole('article').filter({ has: place.getByRole('heading', { name: title }) });
/** A value of a record by its field. */
export const fieldIn = (record: Locator, field: string): Locator => record.locator(`.ws-val[data-field="${field}"]`);
/** A floating window by its name. */
export const windowOf = (page: Page, name: string | RegExp): Locator => page.getByRole('dialog', { name });
