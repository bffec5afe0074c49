/** Parameters of a page's address, as name and value. */
export type Parameters = readonly (readonly [name: string, value: string])[];

/** Those that have a value; what says nothing is left out of the address. */
export function given(values: readonly (readonly [name: string, value: string | undefined])[]): Parameters {
  return values.flatMap(([name, value]) =>
    value === undefined || value === '' ? [] : [[name, value] as const],
  );
}

/** An address of ours, with what it asks for. */
export function addressOf(path: string, parameters: Parameters, section?: string): string {
  const query = new URLSearchParams(parameters.map(([name, value]): [string, string] => [name, value]));
  const asked = query.size === 0 ? '' : `?${query.toString()}`;
  return `${path}${asked}${section === undefined ? '' : `#${section}`}`;
}
