import type { SecuritySymbol } from './symbol.ts';

/** Growth, or another figure, over so many years. */
export interface MultiYearFigure {
  readonly oneYear: number;
  readonly threeYears: number;
  readonly fiveYears: number;
}

/** Who and how large a company is. */
export interface CompanyProfile {
  /** Price times shares outstanding, in dollars. */
  readonly marketCap: number;
  readonly sharesOutstanding: number;
  readonly enterpriseValue: number;
  readonly totalEmployeeNumber: number;
  readonly headquarterCity: string;
}

/** How a company is registered and reports. */
export interface CompanyReference {
  readonly legalName: string;
  readonly shortName: string;
  readonly countryId: string;
  /** `N` for industry, `B` for banks, `I` for insurance and so on. */
  readonly industryTemplateCode: string;
  readonly primaryExchangeId: string;
}

/** Morningstar's codes of what a company does. */
export interface AssetClassification {
  readonly morningstarSectorCode: number;
  readonly morningstarIndustryGroupCode: number;
  readonly morningstarIndustryCode: number;
  readonly stockType: number;
}

/** Growth of earnings, as fractions. */
export interface EarningRatios {
  readonly equityPerShareGrowth: MultiYearFigure;
  readonly dilutedEpsGrowth: MultiYearFigure;
}

/** What the price is in relation to the business, and the return to shareholders. */
export interface ValuationRatios {
  readonly peRatio: number;
  readonly forwardPeRatio: number;
  readonly pbRatio: number;
  readonly psRatio: number;
  readonly evToEbitda: number;
  readonly trailingDividendYield: number;
}

/** How well a company works: returns and margins over a year, as fractions. */
export interface OperationRatios {
  readonly revenueGrowth: MultiYearFigure;
  readonly roe: MultiYearFigure;
  readonly roa: MultiYearFigure;
  readonly grossMargin: MultiYearFigure;
  readonly netMargin: MultiYearFigure;
}

/** Figures of a company beyond price and volume, in LEAN's families. What is not known is `NaN` or an empty text. */
export interface FineFundamentals {
  readonly companyProfile: CompanyProfile;
  readonly companyReference: CompanyReference;
  readonly assetClassification: AssetClassification;
  readonly earningRatios: EarningRatios;
  readonly operationRatios: OperationRatios;
  readonly valuationRatios: ValuationRatios;
}

/** Some of the figures. */
export type KnownFundamentals = { readonly [F in keyof FineFundamentals]?: KnownFamily<FineFundamentals[F]> } & {
  /** Whether there are fundamentals of the security at all; true unless given. */
  readonly hasFundamentalData?: boolean;
};

type KnownFamily<F> = {
  readonly [K in keyof F]?: F[K] extends MultiYearFigure ? Partial<MultiYearFigure> : F[K];
};

/**
 * Where the fundamentals of companies come from: neither LEAN's data folders nor its sample data have any.
 *
 * @param symbol a US equity
 * @param day days since 1970-01-01: what was known at its end
 * @returns null where nothing is known
 */
export type FineFundamentalProvider = (symbol: SecuritySymbol, day: number) => KnownFundamentals | null;

const NO_YEARS: MultiYearFigure = { oneYear: Number.NaN, threeYears: Number.NaN, fiveYears: Number.NaN };

const NOTHING: FineFundamentals = {
  companyProfile: {
    marketCap: 0,
    sharesOutstanding: 0,
    enterpriseValue: 0,
    totalEmployeeNumber: 0,
    headquarterCity: '',
  },
  companyReference: { legalName: '', shortName: '', countryId: '', industryTemplateCode: '', primaryExchangeId: '' },
  assetClassification: {
    morningstarSectorCode: 0,
    morningstarIndustryGroupCode: 0,
    morningstarIndustryCode: 0,
    stockType: 0,
  },
  earningRatios: { equityPerShareGrowth: NO_YEARS, dilutedEpsGrowth: NO_YEARS },
  operationRatios: {
    revenueGrowth: NO_YEARS,
    roe: NO_YEARS,
    roa: NO_YEARS,
    grossMargin: NO_YEARS,
    netMargin: NO_YEARS,
  },
  valuationRatios: {
    peRatio: Number.NaN,
    forwardPeRatio: Number.NaN,
    pbRatio: Number.NaN,
    psRatio: Number.NaN,
    evToEbitda: Number.NaN,
    trailingDividendYield: Number.NaN,
  },
};

/** A family of figures, filled up where nothing is known. */
export function fundamentalFamily<F extends keyof FineFundamentals>(
  known: KnownFundamentals | null,
  family: F,
): FineFundamentals[F] {
  const nothing = NOTHING[family] as unknown as Readonly<Record<string, unknown>>;
  const given = (known?.[family] ?? {}) as Readonly<Record<string, unknown>>;
  const entries = Object.entries({ ...nothing, ...given }).map(([name, value]) => {
    const isFigure = typeof value === 'object' && value !== null;
    return [name, isFigure ? { ...NO_YEARS, ...value } : value];
  });
  return Object.fromEntries(entries) as FineFundamentals[F];
}
