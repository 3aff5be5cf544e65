import type { StoreOwner } from '@lockstep/live';

/** `2024-03-04 14:31:00` of epoch ms UTC, `-` for none. */
export function utcText(ms: number | null): string {
  if (ms === null || Number.isNaN(ms)) return '-';
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}

/** A decimal as text with its thousands apart; zeros after the second decimal are left out. */
export function amountText(amount: string): string {
  const [whole = '', decimals] = amount.split('.');
  const grouped = whole.replaceAll(/\B(?=(\d{3})+(?!\d))/g, ',');
  return decimals === undefined ? grouped : `${grouped}.${decimals.replace(/(?<=^\d\d\d*?)0+$/, '')}`;
}

/** `process 4711 on host`. */
export function processText({ pid, host }: StoreOwner): string {
  return pid === 0 ? 'a process that just starts' : `process ${pid} on ${host}`;
}
