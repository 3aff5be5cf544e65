import { checkPeriod, ValueIndicator } from './indicator.ts';
import { type Named, splitName } from './named.ts';

/** Filters of the Swiss army knife; LEAN's numbers. */
export const SwissArmyKnifeTool = { Gauss: 0, Butter: 1, HighPass: 2, TwoPoleHighPass: 3, BandPass: 4 } as const;
export type SwissArmyKnifeTool = (typeof SwissArmyKnifeTool)[keyof typeof SwissArmyKnifeTool];

const TOOL_NAMES = Object.keys(SwissArmyKnifeTool);

/** Name of a tool, for example `Gauss`. */
export function swissArmyKnifeToolName(tool: SwissArmyKnifeTool): string {
  return TOOL_NAMES[tool] as string;
}

/** Coefficients of `c × (x₀ + b₁ x₁ + b₂ x₂) + a₁ y₁ + a₂ y₂` for input x and output y. */
interface Coefficients {
  readonly c: number;
  readonly b1: number;
  readonly b2: number;
  readonly a1: number;
  readonly a2: number;
}

/** Ehlers' five filters of second order at once; the value is that of the tool chosen. */
export class SwissArmyKnife extends ValueIndicator {
  readonly gauss: ValueIndicator;
  readonly butter: ValueIndicator;
  readonly highPass: ValueIndicator;
  readonly twoPoleHighPass: ValueIndicator;
  readonly bandPass: ValueIndicator;
  readonly #chosen: ValueIndicator;

  /** @param delta width of the band of the band-pass filter. @throws LockstepError `INDICATOR_INVALID` */
  constructor(...args: Named<[period: number, delta: number, tool: SwissArmyKnifeTool]>) {
    const [name, period, delta, tool] = splitName(args);
    super(name ?? `Swiss(${period},${delta},${swissArmyKnifeToolName(tool)})`, period);
    checkPeriod(this.name, period);
    const alpha = alphaOf(2.415 * (1 - Math.cos((2 * Math.PI) / period)));
    this.gauss = new Filter(`${this.name}_Gauss`, period, { ...lowPass(alpha), c: alpha ** 2, b1: 0, b2: 0 });
    this.butter = new Filter(`${this.name}_Butter`, period, { ...lowPass(alpha), c: alpha ** 2 / 4, b1: 2, b2: 1 });
    this.highPass = new Filter(`${this.name}_HP`, period, highPass(period));
    const twoPole = { ...lowPass(alpha), c: (1 + alpha) ** 2 / 4, b1: -2, b2: 1 };
    this.twoPoleHighPass = new Filter(`${this.name}_2PHP`, period, twoPole);
    this.bandPass = new Filter(`${this.name}_BP`, period, bandPass(period, delta));
    const tools = [this.gauss, this.butter, this.highPass, this.twoPoleHighPass, this.bandPass];
    this.#chosen = tools[tool] as ValueIndicator;
  }

  override reset(): void {
    this.gauss.reset();
    this.butter.reset();
    this.highPass.reset();
    this.twoPoleHighPass.reset();
    this.bandPass.reset();
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.gauss.push(endTimeMs, value);
    this.butter.push(endTimeMs, value);
    this.highPass.push(endTimeMs, value);
    this.twoPoleHighPass.push(endTimeMs, value);
    this.bandPass.push(endTimeMs, value);
    this.state.publish(endTimeMs, this.#chosen.value);
  }
}

/** One filter. Before the first input it has seen the first input forever, and has given zeros. */
class Filter extends ValueIndicator {
  readonly #coefficients: Coefficients;
  private x1: number;
  private x2: number;
  private y1: number;
  private y2: number;

  constructor(name: string, period: number, coefficients: Coefficients) {
    super(name, period);
    this.#coefficients = coefficients;
    this.x1 = 0;
    this.x2 = 0;
    this.y1 = 0;
    this.y2 = 0;
  }

  override reset(): void {
    this.y1 = 0;
    this.y2 = 0;
    super.reset();
  }

  override push(endTimeMs: number, value: number): void {
    if (!this.state.accept(endTimeMs)) return;
    if (this.samples === 1) {
      this.x1 = value;
      this.x2 = value;
    }
    const { c, b1, b2, a1, a2 } = this.#coefficients;
    const signal = c * (value + b1 * this.x1 + b2 * this.x2) + a1 * this.y1 + a2 * this.y2;
    this.x2 = this.x1;
    this.x1 = value;
    this.y2 = this.y1;
    this.y1 = signal;
    this.state.publish(endTimeMs, signal);
  }
}

function alphaOf(beta: number): number {
  return -beta + Math.sqrt(beta ** 2 + 2 * beta);
}

/** The feedback of the filters with two poles. */
function lowPass(alpha: number): { readonly a1: number; readonly a2: number } {
  return { a1: 2 * (1 - alpha), a2: -((1 - alpha) ** 2) };
}

function highPass(period: number): Coefficients {
  const angle = (2 * Math.PI) / period;
  const alpha = (Math.cos(angle) + Math.sin(angle) - 1) / Math.cos(angle);
  return { c: (1 + alpha) / 2, b1: -1, b2: 0, a1: 1 - alpha, a2: 0 };
}

function bandPass(period: number, delta: number): Coefficients {
  const gamma = 1 / Math.cos((4 * Math.PI * delta) / period);
  const alpha = gamma - Math.sqrt(gamma ** 2 - 1);
  const beta = Math.cos((2 * Math.PI) / period);
  return { c: (1 - alpha) / 2, b1: 0, b2: -1, a1: -beta * (1 - alpha), a2: alpha };
}
