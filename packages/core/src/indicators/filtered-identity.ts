import { type Named, splitName } from './named.ts';
import { type WholeBar, WholeBarIndicator } from './whole-bar-indicator.ts';

/** The close of the last bar that passed a filter; zero before the first. Ready while it is above zero. */
export class FilteredIdentity extends WholeBarIndicator {
  readonly #filter: (bar: WholeBar) => boolean;
  private kept: number;

  constructor(...args: Named<[filter: (bar: WholeBar) => boolean]>) {
    const [name, filter] = splitName(args);
    super(name ?? 'FilteredIdentity', 1);
    this.#filter = filter;
    this.kept = 0;
  }

  override get needsVolume(): boolean {
    return false;
  }

  override get isReady(): boolean {
    return this.samples > 0 && this.value > 0;
  }

  override reset(): void {
    this.kept = 0;
    super.reset();
  }

  protected override take(bar: WholeBar): void {
    if (this.#filter(bar)) this.kept = bar.close;
    this.state.publish(bar.endTimeMs, this.kept);
  }
}
