/** Reading what was compiled. */
import type { Deployment, Json, Resource } from '../compiled.ts';

export function ofType({ resources }: Deployment, type: string): readonly Resource[] {
  return resources.filter((resource) => resource.type.toLowerCase() === type.toLowerCase());
}

/** The only one of its type. Throws when there is none or more than one. */
export function only(deployment: Deployment, type: string): Resource {
  const [first, ...others] = ofType(deployment, type);
  if (first === undefined || others.length > 0) {
    throw new Error(`Expected one ${type}, found ${others.length + (first === undefined ? 0 : 1)}.`);
  }
  return first;
}

/** The value at a path of names with dots, undefined where there is none. */
export function at(resource: Resource, path: string): Json | undefined {
  let value: Json | undefined = resource.properties;
  for (const name of path.split('.')) {
    if (value === null || typeof value !== 'object' || Array.isArray(value)) return undefined;
    value = (value as { readonly [name: string]: Json })[name];
  }
  return value;
}

/** The text at a path; empty where there is none. */
export function textAt(resource: Resource, path: string): string {
  const value = at(resource, path);
  return typeof value === 'string' ? value : '';
}

/** `type name: path is X, expected Y` for each value that is not as expected. */
export function mismatches(
  resources: readonly Resource[],
  expected: Readonly<Record<string, Json | undefined>>,
): readonly string[] {
  return resources.flatMap((resource) =>
    Object.entries(expected)
      .filter(([path, value]) => JSON.stringify(at(resource, path)) !== JSON.stringify(value))
      .map(([path, value]) => {
        const found = JSON.stringify(at(resource, path)) ?? 'not set';
        return `${resource.type} ${resource.name}: ${path} is ${found}, expected ${JSON.stringify(value)}`;
      }),
  );
}

/** App settings as the app would find them. Throws where there are none. */
export function appSettings(deployment: Deployment): Readonly<Record<string, string>> {
  const found = deployment.resources.find(({ id }) => id.endsWith('/config/appsettings'));
  if (found?.properties === undefined) throw new Error('There are no app settings.');
  return found.properties as Readonly<Record<string, string>>;
}

/** What is missing and what is too much, a line each. */
export function differences(
  what: string,
  found: readonly string[],
  expected: readonly string[],
): readonly string[] {
  return [
    ...expected.filter((item) => !found.includes(item)).map((item) => `${what}: ${item} is missing`),
    ...found.filter((item) => !expected.includes(item)).map((item) => `${what}: ${item} is too much`),
  ];
}
