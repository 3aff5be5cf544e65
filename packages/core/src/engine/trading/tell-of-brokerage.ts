import type { BrokerageMessage } from '../../brokerage/brokerage.ts';
import type { AlgorithmRun } from '../algorithm-run.ts';
import { requireSynchronous } from '../step/synchronous-handler.ts';

/** Logs what the broker has told, and tells the strategy. */
export function tellOfBrokerage(run: AlgorithmRun, message: BrokerageMessage): void {
  const { algorithm } = run;
  // That an order has an id at the broker is nothing to read about.
  if (message.kind !== 'orderIdentified') run.log(isTrouble(message) ? 'error' : 'debug', describe(message));
  requireSynchronous('onBrokerageMessage', algorithm.onBrokerageMessage(message));
  if (message.kind === 'disconnected') {
    requireSynchronous('onBrokerageDisconnect', algorithm.onBrokerageDisconnect());
  } else if (message.kind === 'reconnected') {
    requireSynchronous('onBrokerageReconnect', algorithm.onBrokerageReconnect());
  }
}

function isTrouble(message: BrokerageMessage): boolean {
  if (message.kind === 'outcome') return message.outcome !== 'accepted';
  if (message.kind === 'notice') return message.severity === 'error';
  return message.kind === 'disconnected' ? !message.expected : message.kind === 'executionCorrected';
}

function describe(message: BrokerageMessage): string {
  switch (message.kind) {
    case 'outcome':
      return `The broker's answer to ${message.request} order ${message.orderId}: ${message.outcome} ${message.code} ${message.text}`.trim();
    case 'commission':
      return `Commission of execution ${message.executionId}: ${message.amount} ${message.currency}`;
    case 'executionCorrected':
      return `The broker ${message.correction === null ? 'took back' : 'corrected'} execution ${message.executionId}.`;
    case 'cash':
      return `Cash at the broker: ${message.amount} ${message.currency}`;
    case 'cashFlow':
      return `Cash flow ${message.id} (${message.reason}): ${message.amount} ${message.currency}`;
    case 'externalOrder':
      return `An order of somebody else: ${message.order.instrument} ${message.order.quantity}`;
    case 'externalExecution':
      return `An execution of no order of ours: ${message.execution.instrument} ${message.execution.quantity} @ ${message.execution.price}`;
    case 'disconnected':
      return `The broker is disconnected: ${message.reason}`;
    case 'reconnected':
      return 'The broker is connected again.';
    case 'notice':
      return `The broker says: ${message.text} (${message.code})`;
    default:
      return `The broker changed order ${message.orderId}.`;
  }
}
