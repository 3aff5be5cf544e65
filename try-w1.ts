import { Algorithm, Resolution, SimpleMovingAverage } from '@lockstep/core';
import { runEngine, builtInReferenceData } from '@lockstep/backtester';
import { MemoryFeed } from './bench/memory-feed.ts';
import { readBars } from './bench/bench-data.ts';
class Cross extends Algorithm {
  fast = new SimpleMovingAverage(10); slow = new SimpleMovingAverage(30); above=false; ready=false; s: any;
  override initialize() { this.setTimeZone('UTC'); this.setStartDate(2015,1,1); this.setEndDate(2016,12,1); this.setCash(1_000_000); this.s=this.addCrypto('BTCUSD', Resolution.Minute, undefined, false); this.setBenchmark(()=>0);}
  override onData() {
    const c=this.s.price; const t=this.utcTimeMs;
    this.fast.update(t,c); this.slow.update(t,c);
    if (!this.slow.isReady) return;
    const d=this.fast.value-this.slow.value;
    if (d!==0) { const up=d>0; if (this.ready && up!==this.above) { if (up) this.marketOrder(this.s,10); else if (this.s.holdings.quantity!==0) this.marketOrder(this.s,-this.s.holdings.quantity);} this.above=up; this.ready=true; }
  }
}
const feed=new MemoryFeed(new Map([['BTCUSD', readBars('/tmp/bench/bench-data','one_1m.bin',1_000_000)]]));
for (let i=0;i<8;i++){ const c0=process.cpuUsage(); const t=performance.now(); const o=await runEngine(Cross,{data:{feed,history:feed,reference:builtInReferenceData()}});
const cu=process.cpuUsage(c0); const ms=(cu.user+cu.system)/1000; console.log(ms.toFixed(0),'ms', (1e6/ms*1e3/1e6).toFixed(2),'M bars/s', o.dataPoints, o.run.book.count, o.orderEvents.filter(e=>e.isFill).length, String(o.run.portfolio.exactTotalPortfolioValue), o.failure, o.run.runLog.lines.slice(0,3), o.orderEvents.filter(e=>e.status===7).length, [...o.run.cashBook].map(c=>c.symbol+':'+c.exactAmount+'@'+c.exactConversionRate).join(' '), process.resourceUsage().maxRSS/1024);}
