import { Resolution } from '@lockstep/core';
import BasicTemplate from './basic-template.ts';

/** The same on hourly bars. */
export default class BasicTemplateHourly extends BasicTemplate {
  protected override readonly resolution = Resolution.Hour;
}
