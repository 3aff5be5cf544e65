export type { DataInspection, DataProblem, InspectedSeries } from './data/data-inspection.ts';
export type { BarsOf, ResolutionName, SecurityTypeName } from './data/data-target.ts';
export { generateData, type GenerateDataOptions, type GeneratedData } from './data/generate-data.ts';
export { importData, type ImportDataOptions, type ImportedFile } from './data/import-data.ts';
export { inspectData } from './data/inspect-data.ts';
export { type InitializedProject, initProject, type InitProjectOptions } from './project/init-project.ts';
export { loadProjectConfig, type LockstepConfig } from './project/project-config.ts';
export { checkTypes } from './strategy/check-types.ts';
export { type LoadedStrategy, loadStrategy } from './strategy/load-strategy.ts';
