/** Arguments of an indicator's constructor: a name, which may be left out, and the indicator's own parameters. */
export type Named<Parameters extends readonly unknown[]> = Parameters | [name: string, ...parameters: Parameters];

/** The name, undefined when it was left out, and the other arguments. */
export function splitName<Parameters extends readonly unknown[]>(
  args: Named<Parameters>,
): [name: string | undefined, ...parameters: Parameters] {
  const isNamed = typeof args[0] === 'string';
  return (isNamed ? args : [undefined, ...args]) as [string | undefined, ...Parameters];
}
