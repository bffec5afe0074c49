/** az command lines with every name from Azure quoted, as `--option=value`: a name cannot become an option. */
import { shellQuote } from '../shared/quote.ts';

/** The options that name a cluster, by its ARM id; variables to fill in when the id is not known. */
export function clusterOptions(resourceId: string | null): string {
  const [, subscription, group, name] = clusterId.exec(resourceId ?? '') ?? [];
  return [
    `--subscription=${wordOr(subscription, 'SUBSCRIPTION')}`,
    `--resource-group=${wordOr(group, 'RESOURCE_GROUP')}`,
    `--name=${wordOr(name, 'CLUSTER')}`,
  ].join(' ');
}

/** An option whose value is an ARM id, or a variable to fill in. */
export function idOption(option: string, resourceId: string | null, variable: string): string {
  return `--${option}=${wordOr(resourceId ?? undefined, variable)}`;
}

/** The last part of an ARM id: what people call the resource. */
export function nameInId(resourceId: string): string {
  return resourceId.slice(resourceId.lastIndexOf('/') + 1);
}

const clusterId =
  /^\/subscriptions\/([^/]+)\/resourcegroups\/([^/]+)\/providers\/microsoft\.containerservice\/managedclusters\/([^/]+)$/iu;

function wordOr(value: string | undefined, variable: string): string {
  return value === undefined ? `"$${variable}"` : shellQuote(value);
}
