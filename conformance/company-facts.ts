import type { FineFundamentalProvider, KnownFundamentals } from '@lockstep/core';

/** Figures that LEAN's own tests know of a few companies, whatever the day; by security identifier. */
const FACTS: Readonly<Record<string, KnownFundamentals>> = {
  'AAPL R735QTJ8XC9X': {
    companyProfile: { marketCap: 469_400_291_359, sharesOutstanding: 22_337_000_000_000, headquarterCity: 'Cupertino' },
    companyReference: { industryTemplateCode: 'N' },
    earningRatios: { equityPerShareGrowth: { oneYear: 0.091652 } },
    valuationRatios: { peRatio: 13.012856 },
  },
  'AIG R735QTJ8XC9X': {
    companyProfile: { marketCap: 72_866_646_492 },
    companyReference: { industryTemplateCode: 'I' },
    valuationRatios: { peRatio: 8.185855 },
  },
  'GOOCV VP83T1ZUHROL': {
    companyProfile: { marketCap: 375_779_584_963 },
    companyReference: { industryTemplateCode: 'N' },
    earningRatios: { equityPerShareGrowth: { oneYear: 0.196226 } },
  },
  'GOOG T1AZ164W5VTX': { companyReference: { industryTemplateCode: 'N' } },
  'IBM R735QTJ8XC9X': {
    companyProfile: { marketCap: 192_825_068_158 },
    companyReference: { industryTemplateCode: 'N' },
    earningRatios: { equityPerShareGrowth: { oneYear: 0.280664 } },
    valuationRatios: { peRatio: 12.394244 },
  },
  'NB R735QTJ8XC9X': {
    companyProfile: { marketCap: 181_116_782_342 },
    companyReference: { industryTemplateCode: 'B' },
    earningRatios: { equityPerShareGrowth: { oneYear: 0.022944 } },
  },
  'SPY R735QTJ8XC9X': { companyProfile: { sharesOutstanding: 1_331_000_000 } },
};

/** Those facts; of every other company, zeros. */
export const companyFacts: FineFundamentalProvider = ({ id }) => {
  const { earningRatios, valuationRatios, ...facts } = FACTS[id] ?? {};
  return {
    ...facts,
    earningRatios: { equityPerShareGrowth: { oneYear: 0 }, ...earningRatios },
    valuationRatios: { peRatio: 0, ...valuationRatios },
  };
};
