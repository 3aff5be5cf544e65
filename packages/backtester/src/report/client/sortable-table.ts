import type { TableCell, TablePayload } from './payload.ts';
import { readPayload } from './read-payload.ts';
import { cellClass, cellText, sortedRows } from './table-rows.ts';

/** Makes the tables of the page sort by a click on a column, and turn their pages. */
export function connectTables(): void {
  for (const root of document.querySelectorAll<HTMLElement>('[data-table]')) new SortableTable(root).connect();
}

class SortableTable {
  readonly #root: HTMLElement;
  readonly #table: TablePayload;
  #rows: readonly (readonly TableCell[])[];
  #page = 0;
  #column = -1;
  #isDescending = false;

  constructor(root: HTMLElement) {
    this.#root = root;
    this.#table = readPayload<TablePayload>(root.dataset['table'] ?? '');
    this.#rows = this.#table.rows;
  }

  connect(): void {
    this.#headers().forEach((header, column) => {
      header.querySelector('button')?.addEventListener('click', () => this.#sortBy(column));
    });
    for (const button of this.#pageButtons()) {
      button.addEventListener('click', () => this.#turnTo(button.dataset['page'] ?? ''));
    }
    this.#updatePager();
  }

  #sortBy(column: number): void {
    this.#isDescending = column === this.#column ? !this.#isDescending : false;
    this.#column = column;
    this.#rows = sortedRows(this.#table.rows, column, this.#isDescending);
    this.#page = 0;
    this.#headers().forEach((header, index) => {
      if (index !== column) header.removeAttribute('aria-sort');
      else header.setAttribute('aria-sort', this.#isDescending ? 'descending' : 'ascending');
    });
    this.#draw();
  }

  #turnTo(target: string): void {
    const last = this.#lastPage();
    if (target === 'first') this.#page = 0;
    else if (target === 'last') this.#page = last;
    else this.#page = Math.min(last, Math.max(0, this.#page + (target === 'next' ? 1 : -1)));
    this.#draw();
  }

  #draw(): void {
    const { columns, pageSize, currencySymbol } = this.#table;
    const first = this.#page * pageSize;
    const rows = this.#rows.slice(first, first + pageSize).map((row) => {
      const line = document.createElement('tr');
      columns.forEach((column, index) => {
        const cell = line.insertCell();
        const value = row[index] ?? null;
        cell.className = cellClass(value, column);
        cell.textContent = cellText(value, column, currencySymbol);
      });
      return line;
    });
    this.#root.querySelector('tbody')?.replaceChildren(...rows);
    this.#updatePager();
  }

  #updatePager(): void {
    const { pageSize } = this.#table;
    const first = this.#page * pageSize;
    const text = this.#root.querySelector('.pager-text');
    const end = Math.min(this.#rows.length, first + pageSize);
    if (text !== null) text.textContent = `${first + 1}–${end} of ${this.#rows.length}`;
    for (const button of this.#pageButtons()) {
      const isBack = button.dataset['page'] === 'first' || button.dataset['page'] === 'previous';
      button.disabled = isBack ? this.#page === 0 : this.#page === this.#lastPage();
    }
  }

  #lastPage(): number {
    return Math.max(0, Math.ceil(this.#rows.length / this.#table.pageSize) - 1);
  }

  #headers(): HTMLTableCellElement[] {
    return [...this.#root.querySelectorAll<HTMLTableCellElement>('thead th')];
  }

  #pageButtons(): HTMLButtonElement[] {
    return [...this.#root.querySelectorAll<HTMLButtonElement>('[data-page]')];
  }
}
