import { describe, expect, it } from 'vitest';
import { Algorithm } from '../../algorithm/algorithm.ts';
import { Field } from '../../indicators/field.ts';
import type { Indicator } from '../../indicators/indicator.ts';
import { MovingAverageType } from '../../indicators/moving-average-type.ts';
import { SwissArmyKnifeTool } from '../../indicators/swiss-army-knife.ts';
import { Resolution } from '../../time/resolution.ts';
import { MadeUpMarket, runOn } from '../engine-fixtures.ts';

type Call = (algorithm: Algorithm) => Indicator;

/** Runs two days of minutes of SPY and QQQ with indicators that calls make. */
class Calls extends Algorithm {
  readonly made: Indicator[] = [];
  /** Whether each was ready at the first data. */
  readonly readyAtStart: boolean[] = [];
  readonly #calls: readonly Call[];
  readonly #warmsUp: boolean;

  constructor(calls: readonly Call[], warmsUp = false) {
    super();
    this.#calls = calls;
    this.#warmsUp = warmsUp;
  }

  override initialize(): void {
    this.setStartDate(2021, 3, 8);
    this.setEndDate(2021, 3, 9);
    this.settings.automaticIndicatorWarmUp = this.#warmsUp;
    for (const ticker of ['SPY', 'QQQ']) this.addEquity(ticker, Resolution.Minute);
    this.made.push(...this.#calls.map((call) => call(this)));
  }

  override onData(): void {
    if (this.readyAtStart.length === 0) this.readyAtStart.push(...this.made.map((indicator) => indicator.isReady));
  }
}

const { Daily } = Resolution;

/** A call and LEAN's name of what it makes. */
const CALLS: readonly (readonly [name: string, call: Call])[] = [
  ['SMA(3,SPY_min)', (it) => it.sma('SPY', 3)],
  ['SMA(3,SPY_hr)', (it) => it.sma('SPY', 3, Resolution.Hour)],
  ['EMA(3,SPY_min)', (it) => it.ema('SPY', 3)],
  ['WWMA(3,SPY_min)', (it) => it.wwma('SPY', 3)],
  ['LWMA(3,SPY_min)', (it) => it.lwma('SPY', 3)],
  ['DEMA(3,SPY_min)', (it) => it.dema('SPY', 3)],
  ['TEMA(3,SPY_min)', (it) => it.tema('SPY', 3)],
  ['TRIMA(3,SPY_min)', (it) => it.trima('SPY', 3)],
  ['T3(3,0.7,SPY_min)', (it) => it.t3('SPY', 3)],
  ['KAMA(3,2,30,SPY_min)', (it) => it.kama('SPY', 3)],
  ['KAMA(3,2,30,SPY_hr)', (it) => it.kama('SPY', 3, Resolution.Hour)],
  ['KAMA(3,4,20,SPY_hr)', (it) => it.kama('SPY', 3, 4, 20, Resolution.Hour)],
  ['KER(2,SPY_min)', (it) => it.ker('SPY')],
  ['HMA(4,SPY_min)', (it) => it.hma('SPY', 4)],
  ['ALMA(9,6,0.85,SPY_min)', (it) => it.alma('SPY', 9)],
  ['ZLEMA(5,SPY_min)', (it) => it.zlema('SPY', 5)],
  ['MGD(5,SPY_min)', (it) => it.mgd('SPY', 5)],
  ['RMA(5,SPY_min)', (it) => it.rma('SPY', 5)],
  ['VIDYA(5,SPY_min)', (it) => it.vidya('SPY', 5)],
  ['FRAMA(6,198,SPY_min)', (it) => it.frama('SPY', 6)],
  ['MAMA(0.5,0.05,SPY_min)', (it) => it.mama('SPY')],
  ['LSMA(5,SPY_min)', (it) => it.lsma('SPY', 5)],
  ['TSF(5,SPY_min)', (it) => it.tsf('SPY', 5)],
  ['RC(5,2,SPY_min)', (it) => it.rc('SPY', 5, 2)],
  ['ARIMA(1,1,1,20,SPY_min)', (it) => it.arima('SPY', 1, 1, 1, 20)],
  ['RSI(5,Wilders,SPY_min)', (it) => it.rsi('SPY', 5)],
  ['RSI(5,Hull,SPY_hr)', (it) => it.rsi('SPY', 5, MovingAverageType.Hull, Resolution.Hour)],
  ['MACD(3,6,2,SPY_min)', (it) => it.macd('SPY', 3, 6, 2)],
  ['APO(3,6,SPY_min)', (it) => it.apo('SPY', 3, 6)],
  ['PPO(3,6,SPY_min)', (it) => it.ppo('SPY', 3, 6)],
  ['MOM(3,SPY_min)', (it) => it.mom('SPY', 3)],
  ['MOMP(3,SPY_min)', (it) => it.momp('SPY', 3)],
  ['ROC(3,SPY_min)', (it) => it.roc('SPY', 3)],
  ['ROCP(3,SPY_min)', (it) => it.rocp('SPY', 3)],
  ['ROCR(3,SPY_min)', (it) => it.rocr('SPY', 3)],
  ['LOGR(3,SPY_min)', (it) => it.logr('SPY', 3)],
  ['MOMERSION(5,10,SPY_min)', (it) => it.momersion('SPY', 5, 10)],
  ['APS(3,SPY_min)', (it) => it.aps('SPY')],
  ['CMO(3,SPY_min)', (it) => it.cmo('SPY', 3)],
  ['CRSI(3,2,10,SPY_min)', (it) => it.crsi('SPY', 3, 2, 10)],
  ['SRSI(5,5,3,3,SPY_min)', (it) => it.srsi('SPY', 5, 5, 3, 3)],
  ['CC(11,14,10,SPY_min)', (it) => it.cc('SPY')],
  ['DO(5,3,2,4,SPY_min)', (it) => it.do('SPY', 5, 3, 2, 4)],
  ['DPO(5,SPY_min)', (it) => it.dpo('SPY', 5)],
  ['KST(10,10,15,10,20,10,30,15,9,Simple,SPY_min)', (it) => it.kst('SPY')],
  ['TSI(25,13,7,SPY_min)', (it) => it.tsi('SPY')],
  ['TRIX(3,SPY_min)', (it) => it.trix('SPY', 3)],
  ['STC(10,23,50,SPY_min)', (it) => it.stc('SPY')],
  ['HE(30,20,SPY_min)', (it) => it.he('SPY', 30)],
  ['HT(7, 0.635, 0.338,SPY_min)', (it) => it.ht('SPY')],
  ['SWISS(20,0.1,BandPass,SPY_min)', (it) => it.swiss('SPY', 20, 0.1, SwissArmyKnifeTool.BandPass)],
  ['ADX(3,SPY_min)', (it) => it.adx('SPY', 3)],
  ['ADXR(3,SPY_min)', (it) => it.adxr('SPY', 3)],
  ['AO(3,6,Simple,SPY_min)', (it) => it.ao('SPY', 3, 6)],
  ['AROON(5,5,SPY_min)', (it) => it.aroon('SPY', 5)],
  ['AROON(5,5,SPY_hr)', (it) => it.aroon('SPY', 5, Resolution.Hour)],
  ['AROON(5,8,SPY_min)', (it) => it.aroon('SPY', 5, 8)],
  ['AROON(5,3,SPY_hr)', (it) => it.aroon('SPY', 5, 3, Resolution.Hour)],
  ['BOP(SPY_min)', (it) => it.bop('SPY')],
  ['CCI(5,SPY_min)', (it) => it.cci('SPY', 5)],
  ['CHOP(5,SPY_min)', (it) => it.chop('SPY', 5)],
  ['DEM(5,Simple,SPY_min)', (it) => it.dem('SPY', 5)],
  ['FISH(5,SPY_min)', (it) => it.fish('SPY', 5)],
  ['IBS(SPY_min)', (it) => it.ibs('SPY')],
  ['MASS(9,25,SPY_min)', (it) => it.mass('SPY')],
  ['PSO(5,3,SPY_min)', (it) => it.pso('SPY', 5, 3)],
  ['RVI(5,Simple,SPY_min)', (it) => it.rvi('SPY', 5)],
  ['STO(5,5,5,SPY_min)', (it) => it.sto('SPY', 5)],
  ['STO(5,5,5,SPY_hr)', (it) => it.sto('SPY', 5, Resolution.Hour)],
  ['STO(12,3,5,SPY_min)', (it) => it.sto('SPY', 12, 3, 5)],
  ['ULTOSC(3,6,9,SPY_min)', (it) => it.ultosc('SPY', 3, 6, 9)],
  ['VTX(5,SPY_min)', (it) => it.vtx('SPY', 5)],
  ['WILR(5,SPY_min)', (it) => it.wilr('SPY', 5)],
  ['WTO(5,8,4,SPY_min)', (it) => it.wto('SPY', 5, 8, 4)],
  ['CKS(5,2,3,SPY_min)', (it) => it.cks('SPY', 5, 2, 3)],
  ['HA(SPY_min)', (it) => it.heikinAshi('SPY')],
  ['ICHIMOKU(9,26,26,52,26,26,SPY_min)', (it) => it.ichimoku('SPY')],
  ['PPHL(3,3,SPY_min)', (it) => it.pphl('SPY', 3, 3)],
  ['PSAR(0.02,0.02,0.2,SPY_min)', (it) => it.psar('SPY')],
  ['SAREXT(0,0,0.02,0.02,0.2,0.02,0.02,0.2,SPY_min)', (it) => it.sarext('SPY')],
  ['STR(5,3,SPY_min)', (it) => it.str('SPY', 5, 3)],
  ['TDS(SPY_min)', (it) => it.tds('SPY')],
  ['ZZ(0.05,1,SPY_min)', (it) => it.zz('SPY')],
  ['ABANDS(5,4,SPY_min)', (it) => it.abands('SPY', 5)],
  ['AR(5,SPY_min)', (it) => it.ar('SPY', 5)],
  ['ATR(5,SPY_min)', (it) => it.atr('SPY', 5)],
  ['BB(5,2,SPY_min)', (it) => it.bb('SPY', 5, 2)],
  ['KCH(5,2,SPY_min)', (it) => it.kch('SPY', 5, 2)],
  ['MAD(5,SPY_min)', (it) => it.mad('SPY', 5)],
  ['MIDPOINT(5,SPY_min)', (it) => it.midpoint('SPY', 5)],
  ['MIDPRICE(5,SPY_min)', (it) => it.midprice('SPY', 5)],
  ['NATR(5,SPY_min)', (it) => it.natr('SPY', 5)],
  ['RSV(5,SPY_min)', (it) => it.rsv('SPY', 5)],
  ['SM(20, 2, 20, 1.5,SPY_min)', (it) => it.sm('SPY')],
  ['SORTINO(5,0,SPY_min)', (it) => it.sortino('SPY', 5)],
  ['SR(5,SPY_min)', (it) => it.sr('SPY', 5)],
  ['SR(5,0.02,SPY_min)', (it) => it.sr('SPY', 5, 0.02)],
  ['STD(5,SPY_min)', (it) => it.std('SPY', 5)],
  ['SUM(5,SPY_min)', (it) => it.sum('SPY', 5)],
  ['TDD(5,0,SPY_min)', (it) => it.tdd('SPY', 5)],
  ['TR(SPY_min)', (it) => it.tr('SPY')],
  ['V(5,SPY_min)', (it) => it.v('SPY', 5)],
  ['VAR(5,0.95,SPY_min)', (it) => it.var('SPY', 5, 0.95)],
  ['DCH(5,5,SPY_min)', (it) => it.dch('SPY', 5)],
  ['DCH(20,10,SPY_hr)', (it) => it.dch('SPY', 20, 10, Resolution.Hour)],
  ['MAX(5,SPY_min)', (it) => it.max('SPY', 5)],
  ['MIN(5,SPY_min)', (it) => it.min('SPY', 5)],
  ['close(SPY_min)', (it) => it.identity('SPY')],
  ['close(SPY_min)', (it) => it.filteredIdentity('SPY', () => true)],
  ['AD(SPY_min)', (it) => it.ad('SPY')],
  ['ADOSC(3,6,SPY_min)', (it) => it.adosc('SPY', 3, 6)],
  ['CO(3,6,SPY_min)', (it) => it.co('SPY', 3, 6)],
  ['CMF(5,SPY_min)', (it) => it.cmf('SPY', 5)],
  ['EMV(1, 10000,SPY_min)', (it) => it.emv('SPY')],
  ['FI(5,SPY_min)', (it) => it.fi('SPY', 5)],
  ['KVO(3,6,13,SPY_min)', (it) => it.kvo('SPY', 3, 6)],
  ['MFI(5,SPY_min)', (it) => it.mfi('SPY', 5)],
  ['OBV(SPY_min)', (it) => it.obv('SPY')],
  ['SOBV(5,SPY_min)', (it) => it.sobv('SPY', 5)],
  ['VWMA(5,SPY_min)', (it) => it.vwma('SPY', 5)],
  ['VWAP(SPY_min)', (it) => it.vwap('SPY')],
  ['VWAP(5,SPY_min)', (it) => it.vwap('SPY', 5)],
  ['TP(2,0.7,0.05,SPY_day)', (it) => it.tp('SPY')],
  ['VP(2,0.7,0.05,SPY_hr)', (it) => it.vp('SPY', 2, 0.7, 0.05, Resolution.Hour)],
  ['A(1,5,SPY_min)', (it) => it.a('SPY', 'QQQ', 1, 5)],
  ['B(5,)', (it) => it.b('SPY', 'QQQ', 5)],
  ['C(5,)', (it) => it.c('SPY', 'QQQ', 5)],
  ['COV(5,)', (it) => it.cov('SPY', 'QQQ', 5)],
  ['A/D Ratio()', (it) => it.adr(['SPY', 'QQQ'])],
  ['A/D Volume Rate()', (it) => it.advr(['SPY', 'QQQ'])],
  ['A/D Difference()', (it) => it.addiff(['SPY', 'QQQ'])],
  ['TRIN()', (it) => it.trin(['SPY', 'QQQ'])],
  ['MO(3,5,)', (it) => it.mosc(['SPY', 'QQQ'], 3, 5)],
  ['MSI(3,5,)', (it) => it.msi(['SPY', 'QQQ'], 3, 5)],
  ['NH/NL(3,)', (it) => it.nhnl(['SPY', 'QQQ'], 3)],
  ['NH/NL Volume(3,)', (it) => it.nhnlv(['SPY', 'QQQ'], 3)],
  ['DOJI(SPY_min)', (it) => it.candlestickPatterns.doji('SPY')],
  ['MATHOLD(SPY_hr)', (it) => it.candlestickPatterns.matHold('SPY', 0.5, Resolution.Hour)],
];

/** They take days or weeks of bars. */
const SLOW: readonly (readonly [name: string, call: Call])[] = [
  ['SI(SPY_day)', (it) => it.si('SPY', 8)],
  ['ASI(SPY_day)', (it) => it.asi('SPY', 8)],
  ['RDV(2,SPY_day)', (it) => it.rdv('SPY')],
];

describe('indicators that an algorithm makes', () => {
  it('bear LEAN’s names and follow the bars of their securities', async () => {
    const algorithm = new Calls(CALLS.map(([, call]) => call));
    await runOn(new MadeUpMarket(), algorithm);
    expect(algorithm.made.map(({ name }) => name)).toEqual(CALLS.map(([name]) => name));
    const wanting = algorithm.made.filter((made) => made.samples < 2 || !Number.isFinite(made.value));
    expect(wanting.map(({ name }) => name)).toEqual([]);
  });

  it('are ready at the first data when the settings say so', async () => {
    const all = [...CALLS, ...SLOW].filter(([name]) => !name.includes('_hr') && !name.startsWith('SAREXT'));
    const algorithm = new Calls(
      all.map(([, call]) => call),
      true,
    );
    await runOn(new MadeUpMarket(), algorithm);
    const unready = algorithm.made.filter((_, i) => algorithm.readyAtStart[i] !== true);
    expect(unready.map(({ name }) => name)).toEqual([]);
  });

  it('on volume take the volume of trades, none of bars that are filled forward', async () => {
    const sum = new Calls([
      (it) => it.vwma('SPY', 3),
      (it) => it.obv('SPY'),
      (it) => it.sum('SPY', 780, undefined, Field.volume),
    ]);
    await runOn(new MadeUpMarket(), sum);
    expect(sum.made.map(({ value }) => value)).toEqual([9_389, 78_000, 78_000]);
    const isMissing = (start: number): boolean => (start / 60_000) % 60 === 39;
    const gaps = new Calls([(it) => it.obv('SPY')]);
    await runOn(new MadeUpMarket(false, isMissing), gaps);
    expect(gaps.made[0]?.value).toBe(78_000 - 2 * 7 * 100);
  });

  it('on volume refuse a security without trades', async () => {
    class Quotes extends Algorithm {
      override initialize(): void {
        this.setStartDate(2021, 3, 8);
        this.setEndDate(2021, 3, 9);
        this.addForex('EURUSD', Resolution.Minute);
        this.heikinAshi('EURUSD');
        this.obv('EURUSD');
      }
    }
    await expect(runOn(new MadeUpMarket(), new Quotes())).rejects.toMatchObject({
      code: 'SUBSCRIPTION_MISSING',
      message: expect.stringContaining('trade bars of EURUSD'),
    });
  });

  it('on days take the days of a consolidator', async () => {
    const algorithm = new Calls([(it) => it.obv('SPY', Daily), (it) => it.b('SPY', 'QQQ', 2, Daily)]);
    await runOn(new MadeUpMarket(), algorithm);
    expect(algorithm.made.map(({ samples }) => samples)).toEqual([2, 4]);
    expect(algorithm.made[0]?.value).toBe(78_000);
  });
});
