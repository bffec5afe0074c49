/** Reads the scenarios of `test/scenarios`: one a file, exported as `scenario`. */
import { readdirSync } from 'node:fs';
import type { Scenario } from './scenario.ts';

const folder = new URL('../scenarios/', import.meta.url);

/** Every scenario with its path without the ending, sorted by it. */
export async function allScenarios(): Promise<readonly (readonly [path: string, scenario: Scenario])[]> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.ts'),
  );
  return Promise.all(
    files.toSorted().map(async (file) => {
      // The compiler holds each file against the type; what is imported by its name has none.
      const { scenario } = (await import(new URL(file, folder).href)) as { readonly scenario: Scenario };
      return [file.slice(0, -'.ts'.length), scenario] as const;
    }),
  );
}
