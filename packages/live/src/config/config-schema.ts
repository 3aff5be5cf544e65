import * as z from 'zod/mini';
import type { LockstepConfig } from './lockstep-config.ts';

const text = z.string().check(z.minLength(1));
const day = z.string().check(z.regex(/^\d{4}-\d{2}-\d{2}$/, 'a day, yyyy-MM-dd'));
const positive = z.number().check(z.positive());
const atLeastZero = z.number().check(z.nonnegative());
const percent = z.number().check(z.positive(), z.maximum(100));
const count = z.int().check(z.positive());
const optional = z.optional;

const brokers = ['paper', 'ib', 'alpaca', 'mt5'] as const;
const threshold = z.enum(['info', 'warning', 'error', 'critical']);

const risk = z.strictObject({
  maxPositionValue: optional(positive),
  maxPositionPercent: optional(positive),
  maxStrategyAllocationPercent: optional(positive),
  maxOrderValue: optional(positive),
  maxOrderQuantity: optional(positive),
  allowAddingToPositions: optional(z.boolean()),
  maxOrdersPerMinute: optional(count),
  priceCollarPercent: optional(percent),
  maxTradesPerDay: optional(count),
  allowShortSelling: optional(z.boolean()),
  patternDayTrading: optional(z.enum(['refuse', 'warn', 'ignore'])),
  maxConsecutiveLosses: optional(count),
  maxDailyLossPercent: optional(percent),
  maxDailyLossAmount: optional(positive),
  maxDrawdownFromDayHighPercent: optional(percent),
  lossPolicy: optional(z.enum(['pause', 'flatten'])),
});

const live = z.strictObject({
  deployment: optional(
    z.string().check(z.regex(/^[A-Za-z0-9][\w.-]{0,63}$/, 'a name of letters, digits, ".", "_" and "-"')),
  ),
  folder: optional(text),
  broker: optional(z.enum(brokers)),
  feed: optional(z.enum([...brokers, 'replay'])),
  reconciliationLimit: optional(atLeastZero),
  protectionDeadlineSeconds: optional(positive),
  brokerWaitMinutes: optional(atLeastZero),
  orderCheckSeconds: optional(positive),
  whileDisconnected: optional(z.enum(['refuse', 'queue'])),
  missedSchedules: optional(z.enum(['skip', 'runOnce'])),
  external: optional(z.enum(['adopt', 'close', 'pause'])),
  strategyErrors: optional(z.enum(['stop', 'flatten', 'continue'])),
  atEnd: optional(z.enum(['keep', 'cancelOrders', 'flatten'])),
  retentionDays: optional(count),
  inputDays: optional(count),
  inputMegabytes: optional(count),
  keepBackups: optional(count),
});

const channel = z.strictObject({ from: optional(threshold) });

const alerts = z.strictObject({
  console: optional(channel),
  telegram: optional(z.strictObject({ chatId: text, from: optional(threshold) })),
  webhook: optional(channel),
  email: optional(
    z.strictObject({
      host: text,
      port: optional(z.int().check(z.positive(), z.maximum(65_535))),
      secure: optional(z.boolean()),
      user: optional(text),
      sender: text,
      recipients: z.array(text).check(z.minLength(1)),
      from: optional(threshold),
    }),
  ),
  heartbeatSeconds: optional(positive),
  repeatAfterMinutes: optional(atLeastZero),
  maxPerMinute: optional(count),
});

/** What `lockstep.config.ts` may hold; the meaning of each setting is told at `LockstepConfig`. */
export const CONFIG_SCHEMA = z.strictObject({
  data: optional(text),
  out: optional(text),
  from: optional(day),
  to: optional(day),
  cash: optional(positive),
  parameters: optional(z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]))),
  risk: optional(risk),
  live: optional(live),
  alerts: optional(alerts),
  logging: optional(
    z.strictObject({
      level: optional(z.enum(['debug', 'info', 'warn', 'error'])),
      maxFileMegabytes: optional(positive),
      keepFiles: optional(count),
    }),
  ),
});

/** A value of the configuration, such as an object, by its schema. */
export type ConfigSchema = z.core.$ZodType;

/** The schema and the documented type say the same; a difference does not compile. */
type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never;
type Writable<T> = T extends object ? { -readonly [K in keyof T]: Writable<T[K]> } : T;
type Required<T> = T extends object ? { [K in keyof T]-?: Required<Exclude<T[K], undefined>> } : T;
const sameTypes: Same<Required<Writable<LockstepConfig>>, Required<Writable<z.infer<typeof CONFIG_SCHEMA>>>> = true;
void sameTypes;
