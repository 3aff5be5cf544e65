export type { DataInspection, DataProblem, InspectedSeries } from './data/data-inspection.ts';
export type { BarsOf, ResolutionName, SecurityTypeName } from './data/data-target.ts';
export { type GenerateDataOptions, type GeneratedData, generateData } from './data/generate-data.ts';
export { type ImportDataOptions, type ImportedFile, importData } from './data/import-data.ts';
export { inspectData } from './data/inspect-data.ts';
export { type InitializedProject, type InitProjectOptions, initProject } from './project/init-project.ts';
export { type LockstepConfig, loadProjectConfig } from './project/project-config.ts';
export { checkTypes } from './strategy/check-types.ts';
export { type LoadedStrategy, loadStrategy } from './strategy/load-strategy.ts';
