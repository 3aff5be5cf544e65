import AlgorithmModeAndDeploymentTarget from '../strategies/t1/algorithm-mode-and-deployment-target.ts';
import BasicTemplate from '../strategies/t1/basic-template.ts';
import BasicTemplateDaily from '../strategies/t1/basic-template-daily.ts';
import BasicTemplateHourly from '../strategies/t1/basic-template-hourly.ts';
import IndustryStandardSecurityIdentifiers from '../strategies/t1/industry-standard-security-identifiers.ts';
import MinimumOrderMargin from '../strategies/t1/minimum-order-margin.ts';
import NamedArguments from '../strategies/t1/named-arguments.ts';
import SetHoldingReturnsOrderTickets from '../strategies/t1/set-holding-returns-order-tickets.ts';
import SetHoldings from '../strategies/t1/set-holdings.ts';
import SetHoldingsLiquidateExistingMultipleTargets from '../strategies/t1/set-holdings-liquidate-existing-multiple-targets.ts';
import SetHoldingsMultipleTargets from '../strategies/t1/set-holdings-multiple-targets.ts';
import StringToSymbolConversion from '../strategies/t1/string-to-symbol-conversion.ts';
import { tier } from './conformance-case.ts';

/** The kernel. */
export const T1_CASES = tier('T1', [
  ['AlgorithmModeAndDeploymentTargetAlgorithm', AlgorithmModeAndDeploymentTarget],
  ['BasicTemplateAlgorithm', BasicTemplate],
  ['BasicTemplateDailyAlgorithm', BasicTemplateDaily],
  ['BasicTemplateHourlyAlgorithm', BasicTemplateHourly],
  ['IndustryStandardSecurityIdentifiersRegressionAlgorithm', IndustryStandardSecurityIdentifiers],
  ['MinimumOrderMarginRegressionAlgorithm', MinimumOrderMargin],
  ['NamedArgumentsRegression', NamedArguments],
  ['SetHoldingReturnsOrderTicketsRegressionAlgorithm', SetHoldingReturnsOrderTickets],
  [
    'SetHoldingsLiquidateExistingHoldingsMultipleTargetsRegressionAlgorithm',
    SetHoldingsLiquidateExistingMultipleTargets,
  ],
  ['SetHoldingsMultipleTargetsRegressionAlgorithm', SetHoldingsMultipleTargets],
  ['SetHoldingsRegressionAlgorithm', SetHoldings],
  ['StringToSymbolImplicitConversionRegressionAlgorithm', StringToSymbolConversion],
]);
