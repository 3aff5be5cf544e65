/** One trade bar; the time is its start, epoch ms UTC. */
export interface Bar {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  /** Units of the security. */
  readonly volume: number;
}
