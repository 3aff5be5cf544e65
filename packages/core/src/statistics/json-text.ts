/** An exact decimal as text: digits with an optional minus and point, never an exponent. */
export type DecimalText = string;

/** An instant as ISO 8601 UTC with `Z`, for example `2013-10-07T13:31:00Z`. */
export type UtcText = string;

/** A value at an instant. */
export type PointJson = readonly [time: UtcText, value: DecimalText];
