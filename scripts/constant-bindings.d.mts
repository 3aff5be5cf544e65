/** The text of a bundle with its constants and classes declared as such; what is assigned again stays as it is. */
export function withConstants(code: string): string;
