import { join, resolve } from 'node:path';
import {
  type BrokerKind,
  decideMoney,
  type LockstepConfig,
  readTradingEnvironment,
  type TradingEnvironment,
} from '@lockstep/live/config';
import { brokerEntry } from '../brokers/brokers.ts';
import { configFileOf, configOfProject } from '../project/project-config.ts';
import { projectFolderOf } from '../strategy/project-folder.ts';
import { type Check, failedCheck } from './check.ts';
import { checkClock } from './clock-check.ts';
import { checkAlerts, checkConfig, checkEnvironment, checkMoney } from './project-checks.ts';
import { checkDisk, checkDriver, checkNode } from './runtime-checks.ts';
import { checkStores } from './store-checks.ts';

/** What to look at. */
export interface DoctorOptions {
  readonly cwd?: string;
  /** One deployment. @defaultValue all of them */
  readonly deployment?: string;
  /** The broker to look at. @defaultValue that of the configuration or the environment */
  readonly broker?: BrokerKind;
  /** Folder of the deployments. @defaultValue as for the other commands */
  readonly folder?: string;
  /** Sources of time, `ntp://host` or `https://…`, asked until one answers. */
  readonly timeSources?: readonly string[];
}

/** Values with which the checks go on where a part cannot be read. */
const DEFAULT_TRADING: TradingEnvironment = {
  environment: 'development',
  liveTradingEnabled: false,
  usePaperTrading: false,
  defaultBroker: 'paper',
};

/** Looks at everything that live trading stands on: runtime, configuration, environment, clock, stores, disk, broker. */
export async function examine(options: DoctorOptions = {}): Promise<readonly Check[]> {
  const { cwd = process.cwd(), deployment, timeSources } = options;
  const project = projectFolderOf(join(cwd, 'package.json'));
  const read = await readConfig(project, cwd);
  const config: LockstepConfig = read instanceof Error || read === null ? {} : read;
  const trading = tradingOf();
  const stores =
    options.folder === undefined ? (config.live?.folder ?? join(project, 'live')) : resolve(cwd, options.folder);
  const runtime = [checkNode(), await checkDriver()];
  const settings = [
    checkConfig(read),
    checkEnvironment(process.env, cwd),
    checkMoney(trading, config),
    checkAlerts(config, process.env, trading.environment),
  ];
  const surroundings = [await checkClock(timeSources), ...(await checkStores(stores, deployment)), checkDisk(stores)];
  return [...runtime, ...settings, ...surroundings, await checkBroker(config, trading, options.broker)];
}

async function readConfig(project: string, cwd: string): Promise<LockstepConfig | Error | null> {
  if (configFileOf(project) === undefined) return null;
  try {
    return await configOfProject(project, cwd);
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

function tradingOf(): TradingEnvironment {
  try {
    return readTradingEnvironment(process.env);
  } catch {
    return DEFAULT_TRADING;
  }
}

async function checkBroker(
  config: LockstepConfig,
  trading: TradingEnvironment,
  asked: BrokerKind | undefined,
): Promise<Check> {
  const kind = asked ?? config.live?.broker ?? trading.defaultBroker;
  const decision = decideMoney({ environment: trading, risk: config.risk, confirmation: 'none' });
  const money = decision.account === 'paper' ? 'paper' : 'real';
  const surroundings = { environment: process.env, stage: trading.environment, money } as const;
  try {
    return await brokerEntry(kind).examine(surroundings);
  } catch (error) {
    return failedCheck(`broker ${kind}`, error);
  }
}
