export type { LockstepConfig } from '@lockstep/live/config';
export { type BrokerOptions, type Brokers, createBroker } from './brokers/create-broker.ts';
export type { BarsOf, ResolutionName, SecurityTypeName } from './data/data-target.ts';
export {
  type DownloadAdjustment,
  type DownloadDataOptions,
  type DownloadedPart,
  type DownloadedSymbol,
  downloadData,
} from './data/download-data.ts';
export { type GenerateDataOptions, type GeneratedData, generateData } from './data/generate-data.ts';
export type { ImportFormat } from './data/import/bar-formats.ts';
export { type ImportDataOptions, type ImportedBars, importData } from './data/import/import-data.ts';
export type { DataInspection, DataProblem, InspectedSeries } from './data/inspect/data-inspection.ts';
export { inspectData } from './data/inspect/inspect-data.ts';
export { type DeploymentStatus, deploymentStatus } from './deployments/deployment-status.ts';
export { type AuditExport, exportAudit } from './deployments/export-audit.ts';
export type { DeploymentChoice } from './deployments/find-deployment.ts';
export { type Operation, type OperationOutcome, operate } from './deployments/operate.ts';
export { type ReplayDeploymentOptions, replayDeployment } from './deployments/replay-deployment.ts';
export { type ReportSessionOptions, reportSession, type SessionReport } from './deployments/report-session.ts';
export type { Check, Verdict } from './doctor/check.ts';
export { type DoctorOptions, examine } from './doctor/doctor.ts';
export type { LiveLine } from './live/live-line.ts';
export type { LivePlan, LiveRequest } from './live/live-plan.ts';
export { type StartedLive, type StartLiveOptions, startLive } from './live/start-live.ts';
export { type InitializedProject, type InitProjectOptions, initProject } from './project/init-project.ts';
export { loadProjectConfig } from './project/project-config.ts';
export { type FinishedRehearsal, type RehearseOptions, rehearse } from './rehearsal/rehearse.ts';
export type { SimulatorRequest } from './simulate/recorded-market.ts';
export { type StartedIbSimulator, startIbSimulator } from './simulate/start-ib-simulator.ts';
export { type StartedMt5Simulator, startMt5Simulator } from './simulate/start-mt5-simulator.ts';
export { type StartedSimulator, startSimulator } from './simulate/start-simulator.ts';
export { checkTypes } from './strategy/check-types.ts';
export { type LoadedStrategy, loadStrategy } from './strategy/load-strategy.ts';
