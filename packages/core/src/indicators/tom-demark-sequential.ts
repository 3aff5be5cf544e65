import { BarIndicator } from './indicator.ts';
import { NumberWindow } from './number-window.ts';

/** Phases of the sequential; LEAN's numbers. */
export const TomDemarkSequentialPhase = {
  None: 0,
  BuySetup: 1,
  SellSetup: 2,
  BuyCountdown: 3,
  SellCountdown: 4,
  BuySetupPerfect: 5,
  SellSetupPerfect: 6,
} as const;
export type TomDemarkSequentialPhase = (typeof TomDemarkSequentialPhase)[keyof typeof TomDemarkSequentialPhase];

const Phase = TomDemarkSequentialPhase;
const WINDOW = 10;
const READY_AFTER = 6;
const SETUP_STEPS = 9;
const COUNTDOWN_STEPS = 13;

/**
 * DeMark's sequential: nine closes in a row beyond the close four bars before make a setup, then thirteen closes beyond the
 * high or low two bars before a countdown. The value is the phase that the bar belongs to.
 */
export class TomDemarkSequential extends BarIndicator {
  /** Largest high of the last buy setup; a close above it ends the countdown. */
  resistancePrice: number;
  /** Smallest low of the last sell setup; a close below it ends the countdown. */
  supportPrice: number;
  setupPhaseStepCount: number;
  countdownPhaseStepCount: number;
  readonly #highs: NumberWindow;
  readonly #lows: NumberWindow;
  readonly #closes: NumberWindow;
  private phase: TomDemarkSequentialPhase;

  constructor(name = 'TomDemarkSequential') {
    super(name, READY_AFTER);
    this.resistancePrice = 0;
    this.supportPrice = 0;
    this.setupPhaseStepCount = 0;
    this.countdownPhaseStepCount = 0;
    this.#highs = new NumberWindow(WINDOW);
    this.#lows = new NumberWindow(WINDOW);
    this.#closes = new NumberWindow(WINDOW);
    this.phase = Phase.None;
  }

  override reset(): void {
    this.resistancePrice = 0;
    this.supportPrice = 0;
    this.setupPhaseStepCount = 0;
    this.countdownPhaseStepCount = 0;
    this.#highs.reset();
    this.#lows.reset();
    this.#closes.reset();
    this.phase = Phase.None;
    super.reset();
  }

  override pushBar(endTimeMs: number, _open: number, high: number, low: number, close: number): void {
    if (!this.state.accept(endTimeMs)) return;
    this.#highs.add(high);
    this.#lows.add(low);
    this.#closes.add(close);
    this.state.publish(endTimeMs, this.isReady ? this.#step(close) : Phase.None);
  }

  #step(close: number): TomDemarkSequentialPhase {
    const fourAgo = this.#closes.at(4);
    switch (this.phase) {
      case Phase.BuySetup:
        return this.#setup(close < fourAgo, Phase.BuySetup);
      case Phase.SellSetup:
        return this.#setup(close > fourAgo, Phase.SellSetup);
      case Phase.BuyCountdown:
        return this.#countdown(close <= this.#lows.at(2), close > this.resistancePrice, Phase.BuyCountdown);
      case Phase.SellCountdown:
        return this.#countdown(close >= this.#highs.at(2), close < this.supportPrice, Phase.SellCountdown);
      default:
        return this.#start(close, fourAgo);
    }
  }

  #start(close: number, fourAgo: number): TomDemarkSequentialPhase {
    const lastChange = this.#closes.at(1) - this.#closes.at(5);
    if (lastChange > 0 && close < fourAgo) this.phase = Phase.BuySetup;
    else if (lastChange < 0 && close > fourAgo) this.phase = Phase.SellSetup;
    else return Phase.None;
    this.setupPhaseStepCount = 1;
    return this.phase;
  }

  #setup(isStep: boolean, phase: TomDemarkSequentialPhase): TomDemarkSequentialPhase {
    if (!isStep) {
      this.phase = Phase.None;
      return Phase.None;
    }
    this.setupPhaseStepCount++;
    if (this.setupPhaseStepCount < SETUP_STEPS) return phase;
    return phase === Phase.BuySetup ? this.#completeBuySetup() : this.#completeSellSetup();
  }

  #completeBuySetup(): TomDemarkSequentialPhase {
    const lows = this.#lows;
    this.phase = Phase.BuyCountdown;
    this.resistancePrice = this.#highs.max(WINDOW - SETUP_STEPS);
    if (this.#closes.at(0) < lows.at(2)) this.countdownPhaseStepCount = 1;
    const before = Math.min(lows.at(3), lows.at(2));
    return lows.at(1) < before || lows.at(0) < before ? Phase.BuySetupPerfect : Phase.BuySetup;
  }

  #completeSellSetup(): TomDemarkSequentialPhase {
    const highs = this.#highs;
    this.phase = Phase.SellCountdown;
    this.supportPrice = this.#lows.min(WINDOW - SETUP_STEPS);
    if (this.#closes.at(0) > highs.at(2)) this.countdownPhaseStepCount = 1;
    const before = Math.max(highs.at(3), highs.at(2));
    return highs.at(1) > before || highs.at(0) > before ? Phase.SellSetupPerfect : Phase.SellSetup;
  }

  #countdown(isStep: boolean, isOver: boolean, phase: TomDemarkSequentialPhase): TomDemarkSequentialPhase {
    if (isStep) {
      this.countdownPhaseStepCount++;
      if (this.countdownPhaseStepCount === COUNTDOWN_STEPS) this.phase = Phase.None;
      return phase;
    }
    if (isOver) this.phase = Phase.None;
    return Phase.None;
  }
}
