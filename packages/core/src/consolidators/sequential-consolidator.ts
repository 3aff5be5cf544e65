import type { PriceData } from '../market/price-data.ts';
import { Consolidator } from './consolidator.ts';

/** Makes bars of the bars that another consolidator makes. */
export class SequentialConsolidator<
  T extends PriceData = PriceData,
  M extends PriceData = PriceData,
  I extends PriceData = PriceData,
> extends Consolidator<T, I> {
  readonly first: Consolidator<M, I>;
  readonly second: Consolidator<T, M>;

  constructor(first: Consolidator<M, I>, second: Consolidator<T, M>) {
    super();
    this.first = first;
    this.second = second;
    first.listen((_, bar) => second.update(bar));
    second.listen((_, bar) => this.emit(bar));
  }

  override get inputKind(): Consolidator['inputKind'] {
    return this.first.inputKind;
  }

  override get inputTickType(): Consolidator['inputTickType'] {
    return this.first.inputTickType;
  }

  override get needsScan(): boolean {
    return this.first.needsScan;
  }

  override get hasWorkingData(): boolean {
    return this.second.hasWorkingData;
  }

  override get workingData(): T | null {
    return this.second.workingData;
  }

  override attach(properties: Parameters<Consolidator['attach']>[0]): void {
    this.first.attach(properties);
    this.second.attach(properties);
  }

  override update(bar: I): void {
    this.first.update(bar);
  }

  /** As in LEAN time finishes bars of the first only. */
  override scan(localMs: number): void {
    this.first.scan(localMs);
  }

  override reset(): void {
    this.first.reset();
    this.second.reset();
    super.reset();
  }
}
