import { Algorithm, Resolution, SecurityType, SymbolPropertiesDatabase } from '@lockstep/core';
import { runEngine, builtInReferenceData } from '@lockstep/backtester';
import { MemoryFeed } from './memory-feed.ts';
import { readOne, firstBars } from './bench-data.ts';
const kind=process.argv[2]!;
abstract class Base extends Algorithm { s!: any;
 override initialize(){ this.setTimeZone('UTC'); this.setStartDate(2015,1,1); this.setEndDate(2015,5,31); this.setCash(1_000_000); this.setBenchmark(()=>0);
  this.s = kind==='equity' ? this.addEquity('BTCUSD', Resolution.Minute, 'usa', false, undefined, false, 0) : this.addCrypto('BTCUSD',Resolution.Minute,undefined,false); this.s.setFeeModel?.({getOrderFee:()=>({amount: (this as any).constructor.Z ?? zero, currency:'USD'})}); } }
import { Decimal } from '@lockstep/core';
const zero = Decimal.ZERO;
class B extends Base { b:any=null; override onData(){ if (this.b?.isOpen) return; const p=this.s.price; this.b=this.bracketOrder(this.s,10,{stopLoss:p*0.999,takeProfit:p*1.001}); } }
class H extends Base { st:any=null; tg:any=null; both=0; override onData(){ const q=this.s.holdings.quantity; if (q<0) { this.both++; this.marketOrder(this.s,-q); } if (this.s.holdings.quantity!==0) return; const p=this.s.price; this.marketOrder(this.s,10); this.st=this.stopMarketOrder(this.s,-10,p*0.999); this.tg=this.limitOrder(this.s,-10,p*1.001); }
 override onOrderEvent(e:any){ if(!e.isFill) return; if (e.orderId===this.st?.orderId) this.tg?.cancel(); else if (e.orderId===this.tg?.orderId) this.st?.cancel(); } }
const bars=firstBars(readOne('/tmp/bench/bench-data'),200_000); const feed=new MemoryFeed(new Map([['BTCUSD',bars]]));
const ref:any=builtInReferenceData(); 
if (kind==='equity') ref.marketHours.setEntry('usa','BTCUSD',SecurityType.Equity, ref.marketHours.entry('coinbase','BTCUSD',SecurityType.Crypto));
let reference=ref; if (kind==='tiny') { const sp=ref.symbolProperties; const orig=sp.properties?.bind(sp) ; }
for (const S of [B,H]) { const o=await runEngine(S as any,{data:{feed,history:feed,reference}}); console.log(kind, S.name, o.failure?.message??'', o.run.book.count, o.orderEvents.filter(e=>e.status===3).length, String(o.run.portfolio.exactTotalPortfolioValue), (o.run.algorithm as any).both, o.run.runLog.lines.slice(0,2).map((l:any)=>l.text)); }
