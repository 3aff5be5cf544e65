/** Past data as a strategy asks for it. */
export interface History {
  /** Data points that history has brought so far. */
  readonly dataPoints: number;
}
