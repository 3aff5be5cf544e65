/** What goes wrong with market data, until it is set otherwise. */
export class MarketDataFaults {
  /** Most rows of a page, whatever is asked for; null for what is asked for. */
  pageSize: number | null = null;
  /** A page without rows, but with a token, stands before each page from the second on. */
  emptyPages = false;
  /** Every page names itself as the next. */
  repeatsToken = false;
  /** Error codes that the next authentications get, in turn, instead of being looked at. */
  readonly authCodes: number[] = [];
  /** Authentications are not answered. */
  ignoresAuth = false;
  /** Nothing is told, though connections live. */
  isSilent = false;
  /** Times on the stream are texts to the nanosecond, in the place of MessagePack's own. */
  hasTextTimes = false;
  /** Connections are cut after so many more acknowledgements; null for never. */
  cutAfterAcknowledgements: number | null = null;
}
