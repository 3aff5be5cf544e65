import BasicTemplateDaily from './basic-template-daily.ts';

/** What C# writes with named arguments is a plain call here: daily SPY, bought once. */
export default class NamedArguments extends BasicTemplateDaily {}
