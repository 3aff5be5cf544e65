import { openDataFolder } from '@lockstep/backtester';
import { Engine, lendSimulatedBrokerage, paperVenue, VirtualClock, type Algorithm } from '@lockstep/core';
import { runLive } from '@lockstep/live';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { driveToEnd } from '../packages/live/test/drive.ts';
import { account } from '../examples/account-of-run.ts';
import { findGauntlet } from './gauntlet-files.ts';
import { gauntletStrategy } from './gauntlet-strategy.ts';
import { Recorder } from './recorder.ts';
const gauntlet = findGauntlet()!;
const { families, dataFolder } = gauntlet;
const data = openDataFolder(dataFolder, undefined);
const seeds = process.argv[2]!.split(',').map(Number);
const only = process.argv[3]?.split(',');
const first = (a: any, b: any) => { for (let i = 0; i < Math.max(a.length, b.length); i++) if (JSON.stringify(a[i]) !== JSON.stringify(b[i])) return `#${i}/${a.length},${b.length}: ${JSON.stringify(a[i])} | ${JSON.stringify(b[i])}`; return null; };
for (const family of families.families) for (const seed of seeds) {
  if (only && !only.includes(family.name)) continue;
  const make = () => gauntletStrategy(families, family, seed, new Recorder(family, seed)) as new () => Algorithm;
  const say = (t: string) => console.log(`${family.name} ${seed} ${t}`);
  try {
    const backtest = await new Engine(new (make())(), { ...data, brokerage: lendSimulatedBrokerage, fillTiming: 'deferred', lastPossibleDay: 20_000 }).execute();
    const b: any = account(backtest);
    const paper: any = account(await new Engine(new (make())(), { ...data, brokerage: paperVenue, fillTiming: 'deferred', lastPossibleDay: 20_000 }).execute());
    const cmp = (o: any) => first(b.events, o.events) ?? (JSON.stringify(b) === JSON.stringify(o) ? 'equal' : `differs in ${b.value} ${o.value} ${JSON.stringify(b.cash)} ${JSON.stringify(o.cash)} ${JSON.stringify(b.failure)} ${o.failure}`);
    say(`paper ${b.events.length} ${cmp(paper)}`);
    const folder = mkdtempSync(join(tmpdir(), 'zz-'));
    const clock = new VirtualClock(backtest.run.startUtc);
    const t = Date.now();
    const session = await runLive(make(), { deployment: 'g', folder, data, brokerage: paperVenue, clock, store: { sync: 'off' }, settings: { orderCheckSeconds: 365 * 86_400 }, endDay: backtest.run.dates.endDay, onNotice: (n: any) => console.log('   notice', JSON.stringify(n).slice(0, 300)) });
    const live = await driveToEnd(session, clock);
    say(`live ${live.failure ?? ''} ${cmp(account(live.outcome))} ${((Date.now() - t) / 1000).toFixed(0)} s`);
    console.log('   ', folder);
  } catch (e) { say(`THREW ${(e as Error).stack?.slice(0, 300)}`); }
}
