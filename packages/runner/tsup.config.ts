import { definePackage } from '../../tsup.base.ts';

// `src/cli.ts` starts with `#!/usr/bin/env node`; the build keeps the line and makes the file executable.
export default definePackage({ index: 'src/index.ts', cli: 'src/cli.ts' });
