import FundamentalAlgorithm from './fundamental.ts';

/** The same, with selection that may run ahead. */
export default class AsynchronousUniverse extends FundamentalAlgorithm {
  override async initialize(): Promise<void> {
    await super.initialize();
    this.universeSettings.asynchronous = true;
  }
}
