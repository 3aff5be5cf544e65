import { Algorithm, Resolution, SimpleMovingAverage } from '@lockstep/core';
import { runEngine, builtInReferenceData } from '@lockstep/backtester';
import { MemoryFeed } from './bench/memory-feed.ts';
import { readBars } from './bench/bench-data.ts';
class Empty extends Algorithm { n=0;
  override initialize() { this.setTimeZone('UTC');this.setStartDate(2015,1,1); this.setEndDate(2016,12,1); this.setCash(1_000_000); this.addCrypto('BTCUSD', Resolution.Minute, undefined, false); this.setBenchmark(()=>0);}
  override onData() { this.n++; }
}
class Sma extends Empty { fast = new SimpleMovingAverage(10); slow = new SimpleMovingAverage(30); s:any;
  override initialize() { super.initialize(); this.s=this.securities.get('BTCUSD'); }
  override onData() { const c=this.s.price; const t=this.utcTimeMs;
    this.fast.update(t,c); this.slow.update(t,c); if (this.fast.value>this.slow.value) this.n++; } }
const feed=new MemoryFeed(new Map([['BTCUSD', readBars('/tmp/bench/bench-data','one_1m.bin',1_000_000)]]));
for (let i=0;i<4;i++) for (const S of [Empty,Sma]) { const c0=process.cpuUsage(); const o=await runEngine(S,{data:{feed,history:feed,reference:builtInReferenceData()}});
const cu=process.cpuUsage(c0); const ms=(cu.user+cu.system)/1000; console.log(S.name, ms.toFixed(0),'ns/bar', o.failure?.message??'');}
