// A process that runs a deployment and writes without end, until it is killed: `store-owner.ts <file>`.
import { Store } from '../../src/store/store.ts';
import { orderRequest, SESSION } from '../store-records.ts';

const [file = ''] = process.argv.slice(2);
const store = await Store.open({ file });
await store.append(SESSION);
for (let id = 1; ; id += 1) {
  const { seq } = await store.append(orderRequest(id));
  if (seq % 10 === 0) process.stdout.write(`acknowledged ${seq}\n`);
  if (seq === 50) process.stdout.write('ready\n');
}
