/** What each check says of the sample clusters, as the golden files hold it that the guard of the catalogue reads. */

interface Told {
  readonly name: string;
  readonly verdicts: readonly { readonly check: string; readonly outcome: string }[];
}

/** By check and outcome the names of the clusters, all sorted: pretty JSON. */
export function outcomesByCheck(clusters: Iterable<Told>): string {
  const told: Record<string, Record<string, string[]>> = {};
  for (const { name, verdicts } of clusters) {
    for (const { check, outcome } of verdicts) ((told[check] ??= {})[outcome] ??= []).push(name);
  }
  return `${JSON.stringify(sorted(told), null, 2)}\n`;
}

function sorted(told: Readonly<Record<string, Readonly<Record<string, readonly string[]>>>>): unknown {
  return byName(told, (outcomes) => byName(outcomes, (names) => names.toSorted()));
}

function byName<T, U>(
  record: Readonly<Record<string, T>>,
  each: (value: T) => U,
): Readonly<Record<string, U>> {
  return Object.fromEntries(
    Object.entries(record)
      .toSorted(([left], [right]) => (left < right ? -1 : 1))
      .map(([name, value]) => [name, each(value)]),
  );
}
