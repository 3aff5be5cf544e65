// `@lockstep/core/technicalindicators`: classes of the npm package technicalindicators as indicators.
export * as technicalindicators from 'technicalindicators';
export { fromTechnicalIndicators } from './from-technical-indicators.ts';
export { TechnicalBarIndicator } from './technical-bar-indicator.ts';
export type { TechnicalIndicatorClass, TechnicalIndicatorOutput } from './technical-calculator.ts';
export { TechnicalValueIndicator } from './technical-value-indicator.ts';
