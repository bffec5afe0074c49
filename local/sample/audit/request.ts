/** The address and the object reference of a call, as they stand in an audit event. */
import type { Traffic } from '../traffic.ts';

export interface ObjectReference {
  readonly resource: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly apiGroup?: string;
  readonly apiVersion: string;
  readonly resourceVersion?: string;
  readonly subresource?: string;
}

export function uriOf(
  { group, version, resource, subresource, namespace, query, verb }: Traffic,
  name: string | undefined,
): string {
  if (resource === '') return name ?? '/';
  const root = group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
  const within = namespace === undefined ? '' : `/namespaces/${namespace}`;
  const object = name === undefined || verb === 'create' ? '' : `/${name}`;
  const part = subresource === undefined ? '' : `/${subresource}`;
  return `${root}${within}/${resource}${object}${part}${query === undefined ? '' : `?${query}`}`;
}

/** None for a path that is no resource. An update names the version that it replaces. */
export function refOf(
  { group, version, resource, subresource, namespace, verb }: Traffic,
  name: string | undefined,
  resourceVersion: string,
): { readonly objectRef?: ObjectReference } {
  if (resource === '') return {};
  return {
    objectRef: {
      resource,
      ...(namespace === undefined ? {} : { namespace }),
      ...(name === undefined ? {} : { name }),
      ...(group === '' ? {} : { apiGroup: group }),
      apiVersion: version,
      ...(verb === 'update' ? { resourceVersion } : {}),
      ...(subresource === undefined ? {} : { subresource }),
    },
  };
}
