/**
 * Every error code that Lockstep throws with its one-line meaning. `docs/errors.md` is generated from this table and a
 * test fails when a code is missing there, or is never thrown.
 */
export const ERROR_CODES = {
  INVARIANT: 'An internal assumption does not hold: a defect of Lockstep. Please report it.',
  DECIMAL_FORMAT: 'A text or number is not a decimal.',
  DECIMAL_OVERFLOW: 'A decimal result does not fit 96 bits.',
  DIVIDE_BY_ZERO: 'A decimal was divided by zero.',
  TIME_ZONE_UNKNOWN: 'A time zone name is not in the IANA database.',
  MARKET_HOURS_INVALID: 'A market-hours database is malformed; the message names the entry.',
  MARKET_HOURS_MISSING: 'A market-hours database has no entry for a security type and market.',
  MARKET_SESSION_NOT_FOUND: 'An exchange has no open, close or trading day within the range searched.',
  SYMBOL_PROPERTIES_INVALID: 'A symbol-properties database is malformed; the message names file and line.',
  MARKET_UNKNOWN: 'A market name has no code.',
  CURRENCY_UNKNOWN: 'The cash book does not hold a currency.',
  CONVERSION_RATE_ZERO: 'No exchange rate is known yet for a currency.',
  SECURITY_UNKNOWN: 'The algorithm has no such security.',
  DATA_FOLDER_MISSING: 'A data folder does not exist or is not a folder.',
  DATA_FILE_CORRUPT: 'A data file cannot be read: a damaged archive, no readable content or a missing column.',
  DATA_ROW_INVALID: 'A row of a data file is malformed; the message names file, line and column.',
  WARMING_UP: 'Something was asked for that is not possible in initialize or during warm-up.',
  PARAMETER_UNKNOWN: 'A value was given for a parameter that the strategy does not declare.',
  PARAMETER_INVALID: 'The value of a strategy parameter has the wrong type or is out of range.',
  PLOT_INVALID: 'A value that is not a finite number was plotted.',
  SLICE_EXPIRED: 'A slice was read after its time step: keep its bars instead.',
  ORDER_INVALID: 'An order call has an argument that can never be right, such as a quantity of NaN.',
  NOT_ATTACHED: 'An algorithm was used outside of a run, for example in its constructor.',
  ASYNC_HANDLER: 'A handler that must be synchronous returned a promise.',
  DATES_INVALID: 'The dates of a run are impossible, for example an end before the start.',
  STRATEGY_NOT_FOUND: 'The strategy file does not exist or is not a TypeScript or JavaScript file.',
  STRATEGY_SYNTAX: 'The strategy does not compile; the message names file, line and column.',
  STRATEGY_TYPES: 'TypeScript finds type errors in the strategy; the message names file, line and column of each.',
  STRATEGY_IMPORT: 'The strategy imports something that is missing, or fails while it is loaded.',
  STRATEGY_NO_DEFAULT_EXPORT: 'The strategy file has no default export.',
  STRATEGY_NOT_ALGORITHM: 'The default export of the strategy file is not a class that extends Algorithm.',
  STRATEGY_COPIES: 'Two different copies of @lockstep/core meet in one run.',
  TYPESCRIPT_MISSING: 'A type check was asked for in a project without TypeScript.',
  USAGE: 'A command was called with a missing, unknown or impossible argument.',
  FOLDER_NOT_EMPTY: 'A new project was asked for in a folder that holds files.',
  DATA_SYMBOL_MISSING: 'The data folder holds nothing for a symbol; the message says what is there.',
  OUTPUT_NOT_WRITABLE: 'A file cannot be written: the disk is full, or the folder is missing or read-only.',
  CONFIG_INVALID: 'A project configuration has an unknown setting or a value of the wrong type.',
} as const;

/** Stable identifier of an error kind. */
export type ErrorCode = keyof typeof ERROR_CODES;
