import { definePackage } from '../../tsup.base.ts';

export default definePackage({
  index: 'src/index.ts',
  'testing/index': 'src/testing/index.ts',
  technicalindicators: 'src/indicators/technicalindicators/index.ts',
});
