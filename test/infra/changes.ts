/** Ways to make one thing of a compiled deployment wrong. */
import { at, textAt } from './assertions/reading.ts';
import type { Deployment, Json, Resource } from './compiled.ts';

const assignment = 'Microsoft.Authorization/roleAssignments';
const definition = 'Microsoft.Authorization/roleDefinitions';

export type Change = (deployment: Deployment) => Deployment;

export function each(which: (resource: Resource) => boolean, to: (resource: Resource) => Resource): Change {
  return (given) => ({
    ...given,
    resources: given.resources.map((resource) => (which(resource) ? to(resource) : resource)),
  });
}

export function without(which: (resource: Resource) => boolean): Change {
  return (given) => ({ ...given, resources: given.resources.filter((resource) => !which(resource)) });
}

/** Sets a property of all resources of a type, by its path; undefined takes it away. */
export function set(type: string, path: string, value: Json | undefined): Change {
  return each(
    (resource) => resource.type === type,
    (resource) => ({ ...resource, properties: withValue(resource.properties ?? {}, path.split('.'), value) }),
  );
}

type Properties = { readonly [name: string]: Json };

function withValue(
  from: Properties,
  [name = '', ...rest]: readonly string[],
  value: Json | undefined,
): Properties {
  if (rest.length > 0) return { ...from, [name]: withValue((from[name] ?? {}) as Properties, rest, value) };
  const { [name]: _before, ...others } = from;
  return value === undefined ? others : { ...others, [name]: value };
}

export function setting(name: string, value: string | undefined): Change {
  return each(
    ({ id }) => id.endsWith('/config/appsettings'),
    (resource) => ({ ...resource, properties: withValue(resource.properties ?? {}, [name], value) }),
  );
}

/** Changes what the role whose name begins so may do. */
export function inRole(start: string, to: (actions: readonly string[]) => readonly string[]): Change {
  return each(
    (resource) => resource.type === definition && textAt(resource, 'roleName').startsWith(start),
    (resource) => {
      const [before] = (at(resource, 'permissions') ?? []) as unknown as readonly Permission[];
      const changed = [...(before?.actions ?? []), ...(before?.dataActions ?? [])];
      return { ...resource, properties: { ...resource.properties, permissions: [{ actions: to(changed) }] } };
    },
  );
}

interface Permission {
  readonly actions: readonly string[];
  readonly dataActions: readonly string[];
}

export function assignedRole(from: string, to: string): Change {
  return each(
    (resource) => resource.type === assignment && textAt(resource, 'roleDefinitionId').includes(from),
    (resource) => ({ ...resource, properties: { ...resource.properties, roleDefinitionId: `/x/${to}` } }),
  );
}
