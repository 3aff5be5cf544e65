import * as patterns from '../../indicators/candlestick-patterns/index.ts';
import type { SymbolLike } from '../../securities/securities.ts';
import type { Resolution } from '../../time/resolution.ts';
import type { IndicatorSelector } from './indicator-registry.ts';

/** Makes a pattern under its name and starts to update it. */
type StartPattern = <P extends patterns.CandlestickPattern>(
  symbol: SymbolLike,
  make: (nameOf: (type: string) => string) => P,
  resolution: Resolution | undefined,
  selector: IndicatorSelector | undefined,
) => P;

type PatternClass<P> = new (name: string) => P;

/** A candlestick pattern of a security: with its own bars, or those of a resolution. */
type PatternCall<P> = (symbol: SymbolLike, resolution?: Resolution, selector?: IndicatorSelector) => P;

/**
 * Candlestick patterns of securities, by LEAN's names. The value of a pattern is 1 where it appears and means a rise, −1 for a
 * fall, 0 elsewhere.
 */
export class CandlestickPatterns {
  readonly #start: StartPattern;

  constructor(start: StartPattern) {
    this.#start = start;
  }

  /** A long candle, a doji beyond a gap, and a candle back beyond a gap that closes well within the first body. */
  abandonedBaby(
    symbol: SymbolLike,
    penetration = 0.3,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.AbandonedBaby {
    const make = (nameOf: (type: string) => string): patterns.AbandonedBaby =>
      new patterns.AbandonedBaby(nameOf('ABANDONEDBABY'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** Three white candles with higher closes, each opening within or near the body before, that show signs of weakening. */
  readonly advanceBlock = this.#call('ADVANCEBLOCK', patterns.AdvanceBlock);

  /** A long candle with hardly a shadow on the side where it opened. */
  readonly beltHold = this.#call('BELTHOLD', patterns.BeltHold);

  /** A long candle, a gap and two candles on in its direction, and one back that closes within the gap. */
  readonly breakaway = this.#call('BREAKAWAY', patterns.Breakaway);

  /** A long candle with hardly a shadow on the side where it closed. */
  readonly closingMarubozu = this.#call('CLOSINGMARUBOZU', patterns.ClosingMarubozu);

  /** Four black candles: two without shadows, one that gaps down with a shadow up into the body before, and one that engulfs it. */
  readonly concealedBabySwallow = this.#call('CONCEALEDBABYSWALLOW', patterns.ConcealedBabySwallow);

  /** Two long candles of opposite colors that close at the same price. */
  readonly counterattack = this.#call('COUNTERATTACK', patterns.Counterattack);

  /** A long white candle and a black one that opens above its high and closes well within its body. */
  darkCloudCover(
    symbol: SymbolLike,
    penetration = 0.5,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.DarkCloudCover {
    const make = (nameOf: (type: string) => string): patterns.DarkCloudCover =>
      new patterns.DarkCloudCover(nameOf('DARKCLOUDCOVER'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** A candle that opens and closes at about the same price. */
  readonly doji = this.#call('DOJI', patterns.Doji);

  /** A long candle and a doji beyond a gap in its direction. */
  readonly dojiStar = this.#call('DOJISTAR', patterns.DojiStar);

  /** A doji with a lower shadow and hardly an upper one. */
  readonly dragonflyDoji = this.#call('DRAGONFLYDOJI', patterns.DragonflyDoji);

  /** A candle whose body engulfs the body of opposite color before it. */
  readonly engulfing = this.#call('ENGULFING', patterns.Engulfing);

  /** A long white candle, a doji beyond a gap up, and a black candle that closes well within the first body. */
  eveningDojiStar(
    symbol: SymbolLike,
    penetration = 0.3,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.EveningDojiStar {
    const make = (nameOf: (type: string) => string): patterns.EveningDojiStar =>
      new patterns.EveningDojiStar(nameOf('EVENINGDOJISTAR'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** A long white candle, a short one beyond a gap up, and a black candle that closes well within the first body. */
  eveningStar(
    symbol: SymbolLike,
    penetration = 0.3,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.EveningStar {
    const make = (nameOf: (type: string) => string): patterns.EveningStar =>
      new patterns.EveningStar(nameOf('EVENINGSTAR'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** Beyond a gap two white candles of about the same open and size. */
  readonly gapSideBySideWhite = this.#call('GAPSIDEBYSIDEWHITE', patterns.GapSideBySideWhite);

  /** A doji with an upper shadow and hardly a lower one. */
  readonly gravestoneDoji = this.#call('GRAVESTONEDOJI', patterns.GravestoneDoji);

  /** A short body with a long lower shadow and hardly an upper one, near the low before. */
  readonly hammer = this.#call('HAMMER', patterns.Hammer);

  /** A short body with a long lower shadow and hardly an upper one, near the high before. */
  readonly hangingMan = this.#call('HANGINGMAN', patterns.HangingMan);

  /** A long candle and a short body within its body. */
  readonly harami = this.#call('HARAMI', patterns.Harami);

  /** A long candle and a doji within its body. */
  readonly haramiCross = this.#call('HARAMICROSS', patterns.HaramiCross);

  /** A short body with very long shadows on both sides. */
  readonly highWaveCandle = this.#call('HIGHWAVECANDLE', patterns.HighWaveCandle);

  /** A candle within the range before it and one that breaks out; the breakout is taken to fail, so a break down means a rise. */
  readonly hikkake = this.#call('HIKKAKE', patterns.Hikkake);

  /** A hikkake whose inner candle lies within another that lies within the first and closes near the end that is broken. */
  readonly hikkakeModified = this.#call('HIKKAKEMODIFIED', patterns.HikkakeModified);

  /** A long black candle and a short black body within its body. */
  readonly homingPigeon = this.#call('HOMINGPIGEON', patterns.HomingPigeon);

  /** Three falling black candles with hardly a lower shadow, each opening at the close before. */
  readonly identicalThreeCrows = this.#call('IDENTICALTHREECROWS', patterns.IdenticalThreeCrows);

  /** A long black candle and a white one that opens below its low and closes barely within its body. */
  readonly inNeck = this.#call('INNECK', patterns.InNeck);

  /** A short body beyond a gap down, with a long upper shadow and hardly a lower one. */
  readonly invertedHammer = this.#call('INVERTEDHAMMER', patterns.InvertedHammer);

  /** Two long candles of opposite colors with hardly a shadow and a gap between them. */
  readonly kicking = this.#call('KICKING', patterns.Kicking);

  /** Two candles that kick, with the direction of the longer one. */
  readonly kickingByLength = this.#call('KICKINGBYLENGTH', patterns.KickingByLength);

  /** Three black candles with lower opens and closes, a black one with an upper shadow, and a white one above it. */
  readonly ladderBottom = this.#call('LADDERBOTTOM', patterns.LadderBottom);

  /** A doji with a long shadow. */
  readonly longLeggedDoji = this.#call('LONGLEGGEDDOJI', patterns.LongLeggedDoji);

  /** A long body with short shadows. */
  readonly longLineCandle = this.#call('LONGLINECANDLE', patterns.LongLineCandle);

  /** A long body with hardly a shadow. */
  readonly marubozu = this.#call('MARUBOZU', patterns.Marubozu);

  /** A long white candle, three short ones beyond a gap up that fall and hold within it, and a white one above their highs. */
  matHold(
    symbol: SymbolLike,
    penetration = 0.5,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.MatHold {
    const make = (nameOf: (type: string) => string): patterns.MatHold =>
      new patterns.MatHold(nameOf('MATHOLD'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** Two black candles that close at the same price. */
  readonly matchingLow = this.#call('MATCHINGLOW', patterns.MatchingLow);

  /** A long black candle, a doji beyond a gap down, and a white candle that closes well within the first body. */
  morningDojiStar(
    symbol: SymbolLike,
    penetration = 0.3,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.MorningDojiStar {
    const make = (nameOf: (type: string) => string): patterns.MorningDojiStar =>
      new patterns.MorningDojiStar(nameOf('MORNINGDOJISTAR'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** A long black candle, a short one beyond a gap down, and a white candle that closes well within the first body. */
  morningStar(
    symbol: SymbolLike,
    penetration = 0.3,
    resolution?: Resolution,
    selector?: IndicatorSelector,
  ): patterns.MorningStar {
    const make = (nameOf: (type: string) => string): patterns.MorningStar =>
      new patterns.MorningStar(nameOf('MORNINGSTAR'), penetration);
    return this.#start(symbol, make, resolution, selector);
  }

  /** A long black candle and a white one that opens below its low and closes at it. */
  readonly onNeck = this.#call('ONNECK', patterns.OnNeck);

  /** A long black candle and a long white one that opens below its low and closes in the upper half of its body. */
  readonly piercing = this.#call('PIERCING', patterns.Piercing);

  /** A doji with long shadows on both sides and its body near the middle. */
  readonly rickshawMan = this.#call('RICKSHAWMAN', patterns.RickshawMan);

  /** A long candle, three short ones against it that hold within its range, and a long one that goes on beyond its close. */
  readonly riseFallThreeMethods = this.#call('RISEFALLTHREEMETHODS', patterns.RiseFallThreeMethods);

  /** Two candles of opposite colors with the same open, the second long and with hardly a shadow where it opened. */
  readonly separatingLines = this.#call('SEPARATINGLINES', patterns.SeparatingLines);

  /** A short body beyond a gap up, with a long upper shadow and hardly a lower one. */
  readonly shootingStar = this.#call('SHOOTINGSTAR', patterns.ShootingStar);

  /** A short body with short shadows. */
  readonly shortLineCandle = this.#call('SHORTLINECANDLE', patterns.ShortLineCandle);

  /** A short body with shadows on both sides that are longer than the body. */
  readonly spinningTop = this.#call('SPINNINGTOP', patterns.SpinningTop);

  /** Three white candles with higher closes: two long ones and a short one on the shoulder of the second. */
  readonly stalledPattern = this.#call('STALLEDPATTERN', patterns.StalledPattern);

  /** A black candle, a white one above its close, and a black one with the same close as the first. */
  readonly stickSandwich = this.#call('STICKSANDWICH', patterns.StickSandwich);

  /** A doji with hardly an upper shadow and a very long lower one. */
  readonly takuri = this.#call('TAKURI', patterns.Takuri);

  /** A gap, and a candle back of about the same size that opens within the body before and closes within the gap. */
  readonly tasukiGap = this.#call('TASUKIGAP', patterns.TasukiGap);

  /** After a white candle three falling black ones with hardly a lower shadow, each opening within the body before. */
  readonly threeBlackCrows = this.#call('THREEBLACKCROWS', patterns.ThreeBlackCrows);

  /** A long candle, a short body within its body, and a candle of opposite color that closes beyond its open. */
  readonly threeInside = this.#call('THREEINSIDE', patterns.ThreeInside);

  /** Three candles of one color on their way, each opening within or near the body before, and one that takes all of it back. */
  readonly threeLineStrike = this.#call('THREELINESTRIKE', patterns.ThreeLineStrike);

  /** A body that engulfs the body of opposite color before it, and a candle that goes on beyond its close. */
  readonly threeOutside = this.#call('THREEOUTSIDE', patterns.ThreeOutside);

  /** Three black candles that become smaller and keep above the low before: with a long lower shadow, with one, without shadows. */
  readonly threeStarsInSouth = this.#call('THREESTARSINSOUTH', patterns.ThreeStarsInSouth);

  /** Three rising white candles with hardly an upper shadow, each opening within or near the body before and not much shorter. */
  readonly threeWhiteSoldiers = this.#call('THREEWHITESOLDIERS', patterns.ThreeWhiteSoldiers);

  /** A long black candle and a white one that opens below its low and closes in the lower half of its body. */
  readonly thrusting = this.#call('THRUSTING', patterns.Thrusting);

  /** Three dojis, the second beyond a gap and the third not beyond the second. */
  readonly tristar = this.#call('TRISTAR', patterns.Tristar);

  /** A long white candle, a black one beyond a gap up, and a black one from within its body into the first body. */
  readonly twoCrows = this.#call('TWOCROWS', patterns.TwoCrows);

  /** A long black candle, a black body within it with a lower low, and a short white candle that opens above that low. */
  readonly uniqueThreeRiver = this.#call('UNIQUETHREERIVER', patterns.UniqueThreeRiver);

  /** Two candles of one color with a gap between them, and one back from within the second body into the first. */
  readonly upDownGapThreeMethods = this.#call('UPDOWNGAPTHREEMETHODS', patterns.UpDownGapThreeMethods);

  /** A long white candle, a short black one beyond a gap up, and a black one that engulfs it and closes above the first. */
  readonly upsideGapTwoCrows = this.#call('UPSIDEGAPTWOCROWS', patterns.UpsideGapTwoCrows);

  #call<P extends patterns.CandlestickPattern>(type: string, Pattern: PatternClass<P>): PatternCall<P> {
    const make = (nameOf: (type: string) => string): P => new Pattern(nameOf(type));
    return (symbol, resolution, selector) => this.#start(symbol, make, resolution, selector);
  }
}
