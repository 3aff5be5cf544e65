import { Algorithm, Resolution, OrderStatus } from '@lockstep/core';
import { runEngine, builtInReferenceData } from '@lockstep/backtester';
import { MemoryFeed } from './bench/memory-feed.ts';
import { readBars } from './bench/bench-data.ts';
class W4 extends Algorithm { s:any;
  override initialize() { this.setTimeZone('UTC');this.setStartDate(2015,1,1); this.setEndDate(2015,6,1); this.setCash(1_000_000); this.s=this.addCrypto('BTCUSD', Resolution.Minute, undefined, false); this.setBenchmark(()=>0);}
  override onData() { if (this.s.holdings.quantity===0) { const p=this.s.price; this.bracketOrder(this.s,10,{stopLoss:p*0.999, takeProfit:p*1.001}); } }
}
class Hand extends W4 { stop:any; limit:any; entry=0;
  override onData() { if (this.s.holdings.quantity===0 && !(this.stop?.isOpen) && !(this.limit?.isOpen)) { const p=this.s.price; this.entry=this.marketOrder(this.s,10).orderId; this.stop=this.stopMarketOrder(this.s,-10,p*0.999); this.limit=this.limitOrder(this.s,-10,p*1.001);} }
  override onOrderEvent(e:any) { if (e.status!==OrderStatus.Filled) return; if (this.stop && e.orderId===this.stop.orderId) this.limit.cancel(); else if (this.limit && e.orderId===this.limit.orderId) this.stop.cancel(); }
}
const feed=new MemoryFeed(new Map([['BTCUSD', readBars('/tmp/bench/bench-data','one_1m.bin',1_000_000,0,200_000)]]));
for (let i=0;i<3;i++) for (const S of [W4,Hand]){ const c0=process.cpuUsage(); const o=await runEngine(S,{data:{feed,history:feed,reference:builtInReferenceData()}});
const cu=process.cpuUsage(c0); const ms=(cu.user+cu.system)/1000; console.log(S.name,ms.toFixed(0),'ms', (o.run.book.count/ms*1e3).toFixed(0),'orders/s', o.run.book.count, o.orderEvents.filter(e=>e.isFill).length, o.failure?.message);}
