import { Layout } from './layout.ts';

// What is told about the session itself.

export const ERR_MSG = new Layout('error', 4, [['version', '2'], ['id', '-1'], 'code', 'text', 'advancedReject']);
export const NEXT_VALID_ID = new Layout('nextValidId', 9, [['version', '1'], 'orderId']);
export const MANAGED_ACCOUNTS = new Layout('managedAccounts', 15, [['version', '1'], 'accounts']);
export const CURRENT_TIME = new Layout('currentTime', 49, [['version', '1'], 'epochSeconds']);
export const USER_INFO = new Layout('userInfo', 107, ['reqId', 'whiteBrandingId']);
