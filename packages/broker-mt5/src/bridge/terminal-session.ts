/** Whatever carries requests to a terminal and its answers back. */
export interface TerminalSession {
  /**
   * @param deadlineMs time after which an answer is no longer waited for
   * @throws BridgeFailure
   */
  request<T>(method: string, params: object, deadlineMs?: number): Promise<T>;
}
