import { Algorithm, Resolution, SimpleMovingAverage } from '@lockstep/core';
import { runEngine, builtInReferenceData } from '@lockstep/backtester';
import { MemoryFeed } from './memory-feed.ts';
import { readBars } from './bench-data.ts';
import { Session } from 'node:inspector/promises';
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
class Empty extends Algorithm { n=0;
  override initialize() { this.setTimeZone('UTC');this.setStartDate(2015,1,1); this.setEndDate(2016,12,1); this.setCash(1_000_000); this.addCrypto('BTCUSD', Resolution.Minute, undefined, false); this.setBenchmark(()=>0);}
  override onData() { this.n++; }
}
const mk=(n:number)=>new MemoryFeed(new Map([['BTCUSD', readBars('/tmp/bench/bench-data','one_1m.bin',1_000_000,0,n)]]));
const feed=new MemoryFeed(new Map([['BTCUSD', readBars('/tmp/bench/bench-data','one_1m.bin',1_000_000)]]));
class Sma extends Empty { fast = new SimpleMovingAverage(10); slow = new SimpleMovingAverage(30); s:any; above=false; ready=false;
  override initialize() { super.initialize(); this.s=this.securities.get('BTCUSD'); }
  override onData() {     const c=this.s.price; const t=this.utcTimeMs;
    this.fast.update(t,c); this.slow.update(t,c);
    if (!this.slow.isReady) return;
    const d=this.fast.value-this.slow.value;
    if (d!==0) { const up=d>0; if (this.ready && up!==this.above) { this.n++; } this.above=up; this.ready=true; } } }
class One extends Sma { override onData() { super.onData(); if (this.n===2) {this.n++; this.marketOrder(this.s, 10);} } }
class Cap extends Sma { override onData() { super.onData(); if (this.n%100===2) {this.n++; this.marketOrder(this.s, this.s.holdings.quantity > 0 ? -10 : 10);} } }
const S = ({empty:Empty,sma:Sma,one:One,cap:Cap} as any)[process.argv[3]!]??Cross; const mode=process.argv[2]??'time'; const N=+(process.argv[4]??5);
let keep:any; const kept:any[]=[];
async function once(feed:any){ const h0=process.memoryUsage().heapUsed; const c0=process.cpuUsage(); const t=performance.now(); const o=await runEngine(S,{data:{feed,history:feed,reference:builtInReferenceData()}});
const w=performance.now()-t; const cu=process.cpuUsage(c0); const ms=(cu.user+cu.system)/1000; const h1=process.memoryUsage().heapUsed; keep=o; console.log('wall',w.toFixed(0),'cpu',ms.toFixed(0), o.orderEvents.filter(e=>e.isFill).length, String(o.run.portfolio.exactTotalPortfolioValue), o.failure??'', 'retained MB',((h1-h0)/1e6).toFixed(1),'rss', Math.round(process.resourceUsage().maxRSS/1024)); }
const small=mk(200_000); for(let i=0;i<2;i++){await once(small); kept.push(keep);}
if (mode==='alloc') { await once(feed); const s=new Session(); s.connect(); await s.post('HeapProfiler.enable'); const live=process.argv[3]==='live'; await s.post('HeapProfiler.startSampling',{samplingInterval:8192,includeObjectsCollectedByMajorGC:!live,includeObjectsCollectedByMinorGC:!live} as any);
 const tBefore=0; await once(feed); const p:any=(await s.post('HeapProfiler.stopSampling')).profile; const m=new Map<string,number>(); let tot=0; const walk=(n:any)=>{const k=n.callFrame.functionName+':'+n.callFrame.lineNumber; m.set(k,(m.get(k)??0)+n.selfSize); tot+=n.selfSize; n.children.forEach(walk);}; walk(p.head); console.log('alloc total MB',tot/1e6); [...m].sort((a,b)=>b[1]-a[1]).slice(0,45).forEach(([k,v])=>console.log((v/1e6).toFixed(1).padStart(8),k)); }
else for (let i=0;i<N;i++) await once(feed);
