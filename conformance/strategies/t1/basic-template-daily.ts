import { Resolution } from '@lockstep/core';
import BasicTemplate from './basic-template.ts';

/** The same on daily bars: the order waits for the next session. */
export default class BasicTemplateDaily extends BasicTemplate {
  protected override readonly resolution = Resolution.Daily;
  protected override readonly firstDay = 8;
  protected override readonly lastDay = 17;
}
