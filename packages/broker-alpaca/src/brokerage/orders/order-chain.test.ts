import { Decimal } from '@lockstep/core';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { wireOrder } from '../../../test/wire-orders.ts';
import type { WireOrder } from '../../wire/order.ts';
import type { WireExecution } from './broker-order.ts';
import { type ChainListener, OrderChain, ownClientOrderId } from './order-chain.ts';

class Told implements ChainListener {
  readonly lines: string[] = [];
  filled = Decimal.ZERO;
  onIdentified(brokerId: string): void {
    this.lines.push(`id ${brokerId}`);
  }
  onSubmitted(): void {
    this.lines.push('submitted');
  }
  onFill({ quantity, price }: WireExecution, id: string, total: Decimal, isConcluded: boolean): void {
    this.filled = this.filled.plus(quantity);
    this.lines.push(`fill ${quantity} @ ${price} (${isConcluded ? 'concluded' : id}) = ${total}`);
  }
  onCorrected(_brokerId: string, taken: WireExecution, instead: WireExecution | null): void {
    const units = instead?.quantity ?? Decimal.ZERO;
    this.filled = this.filled.minus(taken.quantity).plus(units);
    this.lines.push(`${taken.quantity} @ ${taken.price} is ${units}${instead === null ? '' : ` @ ${instead.price}`}`);
  }
  onReplaced(wire: WireOrder, isOurs: boolean): void {
    this.lines.push(`replaced by ${wire.id}${isOurs ? '' : ' of others'}`);
  }
  onNotReplaced(): void {
    this.lines.push('not replaced');
  }
  onPartFilled(): void {
    this.lines.push('part filled');
  }
  onEnded(wire: WireOrder): void {
    this.lines.push(`ended ${wire.status}`);
  }
}

function chainOf(inherits: boolean | null = null): { chain: OrderChain; told: Told } {
  const told = new Told();
  return { chain: new OrderChain(told, { inherits }), told };
}

function execution(cumulative: number, quantity: number, price = 95): WireExecution {
  const [of, each, paid] = [cumulative, quantity, price].map(Decimal.fromNumber.bind(Decimal)) as [
    Decimal,
    Decimal,
    Decimal,
  ];
  return { cumulative: of, quantity: each, price: paid, timeMs: 0, wireId: null };
}

function filled(units: number): Pick<WireOrder, 'filled_qty' | 'filled_avg_price'> {
  return { filled_qty: String(units), filled_avg_price: '95' };
}

describe('OrderChain', () => {
  test('tells the life of an order once, whatever way it comes', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a', status: 'pending_new' }));
    chain.see(wireOrder({ id: 'a', status: 'new' }));
    chain.execute('a', execution(30, 30));
    chain.see(wireOrder({ id: 'a', status: 'partially_filled', ...filled(30) }));
    chain.see(wireOrder({ id: 'a', status: 'filled', ...filled(100) }));
    chain.execute('a', execution(100, 70));
    chain.execute('a', execution(100, 70));
    expect(told.lines).toEqual([
      'id a',
      'submitted',
      'fill 30 @ 95 (a:30@95) = 30',
      'fill 70 @ 95 (a:100@95) = 100',
      'ended filled',
    ]);
  });

  test('waits for the executions of an order that has ended', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a', status: 'canceled', ...filled(40) }));
    expect(told.lines).toEqual(['id a', 'submitted']);
    expect(chain.isUnexplained).toBe(true);
    chain.execute('a', execution(40, 40));
    expect(told.lines.slice(2)).toEqual(['fill 40 @ 95 (a:40@95) = 40', 'ended canceled']);
  });

  test('concludes executions that are not to be had, at what is left of the average', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a' }));
    chain.execute('a', execution(50, 50, 90));
    chain.see(wireOrder({ id: 'a', status: 'filled', filled_qty: '100', filled_avg_price: '92.5' }));
    chain.conclude();
    chain.execute('a', execution(100, 50));
    expect(told.lines.slice(2)).toEqual([
      'fill 50 @ 90 (a:50@90) = 50',
      'fill 50 @ 95 (concluded) = 100',
      'ended filled',
    ]);
  });

  test('puts executions that overtake each other in order', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a', status: 'filled', ...filled(100) }));
    chain.execute('a', execution(100, 40));
    expect(told.filled.toNumber()).toBe(0);
    chain.execute('a', execution(60, 60));
    expect(told.lines.slice(2)).toEqual([
      'fill 60 @ 95 (a:60@95) = 60',
      'fill 40 @ 95 (a:100@95) = 100',
      'ended filled',
    ]);
  });

  test('does not go back to what was before', () => {
    const { chain, told } = chainOf();
    const before = wireOrder({ id: 'a', status: 'new' });
    chain.see(wireOrder({ id: 'a', status: 'canceled' }));
    chain.see(before);
    expect(told.lines).toEqual(['id a', 'submitted', 'ended canceled']);
    expect(chain.head?.status).toBe('canceled');
  });

  describe.each([
    ['goes on from what the replaced order had filled', true],
    ['begins at zero', false],
  ])('a replacement that %s', (_, inherits) => {
    const base = inherits ? 40 : 0;
    const replacement = (fields: Partial<WireOrder>): WireOrder =>
      wireOrder({ id: 'b', replaces: 'a', client_order_id: 'T1-r1', qty: '120', ...fields });
    const steps: readonly ((chain: OrderChain) => void)[] = [
      (chain) => chain.seeReplacement(replacement({ status: 'pending_new', ...filled(base) }), Decimal.fromInteger(40)),
      (chain) => chain.see(wireOrder({ id: 'a', status: 'replaced', replaced_by: 'b', ...filled(40) })),
      (chain) => chain.see(replacement({ status: 'new', ...filled(base) })),
    ];
    const orders = [
      [0, 1, 2],
      [1, 0, 2],
      [1, 2, 0],
      [2, 1, 0],
    ] as const;

    test.each(orders)('counts right, told in the order %i %i %i', (...order) => {
      const { chain, told } = chainOf();
      chain.see(wireOrder({ id: 'a', status: 'new' }));
      chain.execute('a', execution(40, 40));
      for (const step of order) steps[step]?.(chain);
      chain.execute('b', execution(base + 80, 80));
      chain.see(replacement({ status: 'filled', ...filled(base + 80) }));
      expect(told.filled.toNumber()).toBe(120);
      expect(told.lines).toContain('replaced by b');
      expect(told.lines.at(-1)).toBe('ended filled');
      expect(chain.brokerIds).toEqual(['a', 'b']);
    });

    test('is concluded right when no execution of it is told', () => {
      const { chain, told } = chainOf(inherits);
      chain.see(wireOrder({ id: 'a', status: 'new' }));
      chain.execute('a', execution(40, 40));
      steps[1]?.(chain);
      chain.see(replacement({ status: 'filled', ...filled(base + 80) }));
      chain.conclude();
      expect(told.filled.toNumber()).toBe(120);
    });
  });

  test('keeps the order that filled before it could be replaced', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a' }));
    chain.seeReplacement(wireOrder({ id: 'b', replaces: 'a', status: 'pending_new' }), Decimal.ZERO);
    chain.execute('a', execution(100, 100));
    chain.see(wireOrder({ id: 'a', status: 'filled', ...filled(100) }));
    expect(told.lines.slice(3)).toEqual(['fill 100 @ 95 (a:100@95) = 100', 'not replaced', 'ended filled']);
    expect(chain.brokerIds).toEqual(['a']);
  });

  test('tells a change by others as such', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a', status: 'replaced', replaced_by: 'b' }));
    chain.see(wireOrder({ id: 'b', replaces: 'a', client_order_id: 'f3c1-88' }));
    expect(told.lines).toContain('replaced by b of others');
  });

  test('a child that waits is told when it may be executed, and not if it never may', () => {
    const waiting = chainOf();
    waiting.chain.see(wireOrder({ id: 'c', status: 'held' }));
    waiting.chain.see(wireOrder({ id: 'c', status: 'canceled' }));
    expect(waiting.told.lines).toEqual(['id c', 'ended canceled']);
    const woken = chainOf();
    woken.chain.see(wireOrder({ id: 'c', status: 'held' }));
    woken.chain.see(wireOrder({ id: 'c', status: 'new' }));
    expect(woken.told.lines).toEqual(['id c', 'submitted']);
  });

  test('property: whatever is told, in whatever order and how often, fills sum up to what Alpaca counts', () => {
    const parts = fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(parts, fc.array(fc.nat(), { minLength: 20, maxLength: 40 }), (quantities, picks) => {
        const { chain, told } = chainOf();
        chain.see(wireOrder({ id: 'a' }));
        let cumulative = 0;
        const happenings: (() => void)[] = [];
        for (const quantity of quantities) {
          cumulative += quantity;
          const [at, each] = [cumulative, quantity];
          const wire = wireOrder({ id: 'a', status: 'partially_filled', ...filled(at) });
          happenings.push(
            () => chain.see(wire),
            () => void chain.execute('a', execution(at, each)),
          );
        }
        const end = wireOrder({ id: 'a', status: 'filled', ...filled(cumulative) });
        happenings.push(() => chain.see(end));
        for (const pick of picks) happenings[pick % happenings.length]?.();
        chain.see(end);
        chain.conclude();
        expect(told.filled.toNumber()).toBe(cumulative);
        expect(told.lines.filter((line) => line.startsWith('ended'))).toEqual(['ended filled']);
      }),
    );
  });

  test('an execution that is taken back after a replacement went on from it', () => {
    const { chain, told } = chainOf(true);
    chain.see(wireOrder({ id: 'a', status: 'new' }));
    chain.execute('a', { ...execution(30, 30), wireId: 'x1' });
    chain.execute('a', { ...execution(50, 20), wireId: 'x2' });
    chain.see(wireOrder({ id: 'a', status: 'replaced', ...filled(50), replaced_by: 'b' }));
    chain.see(wireOrder({ id: 'b', status: 'partially_filled', ...filled(50), replaces: 'a' }));
    chain.execute('b', { ...execution(60, 10), wireId: 'x3' });
    const later = { ...filled(20), replaced_by: 'b', updated_at: '2030-01-01T00:00:00Z' };
    chain.see(wireOrder({ id: 'a', status: 'replaced', ...later }));
    chain.correct('a', 'x1', null);
    chain.correct('a', 'x1', null);
    expect(told.lines.at(-1)).toBe('30 @ 95 is 0');
    expect([told.filled, chain.filled, chain.reported].map(String)).toEqual(['30', '30', '30']);
    expect(chain.isUnexplained).toBe(false);
  });

  test('a correction that changes nothing is not told; the execution goes by its new id from then on', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a', status: 'new' }));
    chain.execute('a', { ...execution(5, 5), wireId: 'x1' });
    const before = told.lines.length;
    chain.correct('a', 'x1', { ...execution(5, 5), wireId: 'x2' });
    expect(told.lines.slice(before)).toEqual([]);
    expect([told.filled, chain.filled].map(String)).toEqual(['5', '5']);
    chain.correct('a', 'x2', { ...execution(5, 5, 94), wireId: 'x3' });
    expect(told.lines.at(-1)).toBe('5 @ 95 is 5 @ 94');
  });

  test('what was taken back unheard is found in the list of executions, once that comes to what has filled', () => {
    const { chain, told } = chainOf();
    chain.see(wireOrder({ id: 'a', status: 'new' }));
    chain.execute('a', { ...execution(30, 30), wireId: 'x1' });
    chain.execute('a', { ...execution(50, 20), wireId: 'x2' });
    chain.see(wireOrder({ id: 'a', status: 'partially_filled', ...filled(20), updated_at: '2030-01-01T00:00:00Z' }));
    expect(chain.isUnexplained).toBe(true);
    chain.settle('a', []);
    expect(told.filled.toNumber()).toBe(50);
    chain.settle('a', [{ ...execution(50, 20), wireId: 'x2' }]);
    expect(told.lines.at(-1)).toBe('30 @ 95 is 0');
    expect(chain.isUnexplained).toBe(false);
    // What is told late of before the correction says nothing.
    chain.execute('a', { ...execution(30, 30), wireId: 'x1' });
    chain.see(wireOrder({ id: 'a', status: 'partially_filled', ...filled(50) }));
    chain.execute('a', { ...execution(40, 20, 94), wireId: 'x4' });
    expect([told.filled, chain.filled].map(String)).toEqual(['40', '40']);
  });
});

test('our client order id is what replacements and parts were made of', () => {
  expect(['T1', 'T1-r1', 'T1-x2', 'T1-x2-r3', 'a-b'].map(ownClientOrderId)).toEqual(['T1', 'T1', 'T1', 'T1', 'a-b']);
});
