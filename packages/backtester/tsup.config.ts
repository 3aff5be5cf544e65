import { definePackage } from '../../tsup.base.ts';

// `span-worker` is no entry for users: `index` starts it as a thread, by its place beside it.
export default definePackage({ index: 'src/index.ts', 'span-worker': 'src/data/bars/span-worker.ts' });
