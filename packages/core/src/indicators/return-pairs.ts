import { NumberWindow } from './number-window.ts';

/** Returns of two securities over the same steps, with their sample variance and covariance. */
export class ReturnPairs {
  readonly target: NumberWindow;
  readonly reference: NumberWindow;

  constructor(period: number) {
    this.target = new NumberWindow(period);
    this.reference = new NumberWindow(period);
  }

  /** Adds the returns between the two latest closes of each; nothing before there are two. */
  add(targetCloses: NumberWindow, referenceCloses: NumberWindow): void {
    if (targetCloses.isFull) this.target.add(returnOf(targetCloses));
    if (referenceCloses.isFull) this.reference.add(returnOf(referenceCloses));
  }

  get isReady(): boolean {
    return this.target.isFull && this.reference.isFull;
  }

  /** Sample covariance; zero for less than two returns. */
  get covariance(): number {
    return covariance(this.target, this.reference);
  }

  /** Sample variance of the reference's returns; zero for less than two. */
  get referenceVariance(): number {
    return covariance(this.reference, this.reference);
  }

  reset(): void {
    this.target.reset();
    this.reference.reset();
  }
}

function returnOf(closes: NumberWindow): number {
  const before = closes.at(1);
  return (before === 0 ? 0 : closes.at(0) / before) - 1;
}

function covariance(left: NumberWindow, right: NumberWindow): number {
  const { count } = left;
  if (count < 2) return 0;
  const leftMean = left.sum() / count;
  const rightMean = right.sum() / count;
  let sum = 0;
  for (let i = 0; i < count; i++) sum += (left.at(i) - leftMean) * (right.at(i) - rightMean);
  return sum / (count - 1);
}
