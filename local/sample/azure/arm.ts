/** Azure Resource Manager: Resource Graph, clusters, diagnostic settings, workspaces, credentials, nodes, fleets. */
import type { Story } from '../story.ts';
import { failure, ok, throttled } from './answer.ts';
import type { AzureAnswer } from './answer.ts';
import { lookups, missing, orMissing } from './arm-resources.ts';
import { userCredential } from './credentials.ts';
import { diagnosticSettingsOf, tableOf, workspaceOf } from './diagnostics.ts';
import { fleetId, membersOf } from './fleet-members.ts';
import { managedClusterOf } from './managed-cluster.ts';
import { commandOn, instancesOf, scaleSetsOf } from './nodes.ts';
import { operations } from './operations.ts';
import { resourceGraphAnswer } from './resource-graph.ts';
import type { ResourceGraph } from './resource-graph.ts';
import { startService, withoutToken } from './service.ts';
import type { AzureRequest, Route, Service, ServiceOptions } from './service.ts';

export interface ArmOptions extends ServiceOptions, ResourceGraph {
  /** Where the API server of a cluster answers, and who signs for it. */
  readonly addressOf: (story: Story) => { readonly url: string; readonly authority: string };
}

export function startArm(options: ArmOptions): Promise<Service> {
  return startService(
    {
      scheme: 'https',
      routes: routesOf(options).map(withVersion),
      refuse: withoutToken(
        options.token,
        failure(401, 'InvalidAuthenticationToken', 'The access token is invalid.'),
      ),
      notFound: failure(404, 'NotFound', 'No HTTP resource was found that matches the request URI.'),
    },
    options,
  );
}

const cluster =
  '(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.ContainerService/managedClusters/[^/]+)';
const workspacePath =
  '(/subscriptions/[^/]+/resourceGroups/[^/]+/providers/Microsoft\\.OperationalInsights/workspaces/[^/]+)';
const scaleSets =
  '/subscriptions/([^/]+)/resourceGroups/([^/]+)/providers/Microsoft\\.Compute/virtualMachineScaleSets';

function routesOf(options: ArmOptions): readonly Route[] {
  const { stories, take } = options;
  const found = lookups(stories);
  const running = operations(options.now);

  function clusterCall(id: string, answer: (story: Story) => AzureAnswer): AzureAnswer {
    const story = found.clusterAt(id);
    if (story === undefined) return missing(id);
    const wait = take('aksCalls', story.azure.subscription);
    return wait > 0 ? throttled(wait, 'Throttled') : answer(story);
  }

  return [
    {
      kind: 'resourceGraph',
      method: 'POST',
      path: pattern('/providers/Microsoft\\.ResourceGraph/resources'),
      answer: ({ text }) => resourceGraphAnswer(options, text),
    },
    {
      kind: 'managedCluster',
      method: 'GET',
      path: pattern(cluster),
      answer: (_, id = '') => orMissing(id, found.clusterAt(id), managedClusterOf),
    },
    {
      kind: 'diagnosticSettings',
      method: 'GET',
      path: pattern(`${cluster}/providers/Microsoft\\.Insights/diagnosticSettings`),
      answer: (_, id = '') => orMissing(id, found.clusterAt(id), diagnosticSettingsOf),
    },
    {
      kind: 'userCredential',
      method: 'POST',
      path: pattern(`${cluster}/listClusterUserCredential`),
      answer: (_, id = '') =>
        clusterCall(id, (story) =>
          ok(
            userCredential({
              cluster: story.name,
              resourceGroup: story.azure.resourceGroup,
              ...options.addressOf(story),
            }),
          ),
        ),
    },
    {
      kind: 'workspace',
      method: 'GET',
      path: pattern(workspacePath),
      answer: (_, id = '') => orMissing(id, found.workspaceAt(id), workspaceOf),
    },
    {
      kind: 'workspaceTables',
      method: 'GET',
      path: pattern(`${workspacePath}/tables`),
      answer: (_, id = '') =>
        orMissing(id, found.workspaceAt(id), (workspace) => ({
          value: logTables.map((name) => tableOf(workspace, name)),
        })),
    },
    {
      kind: 'workspaceTables',
      method: 'GET',
      path: pattern(`${workspacePath}/tables/([^/]+)`),
      answer: (_, id = '', name = '') =>
        orMissing(id, found.workspaceAt(id), (workspace) => tableOf(workspace, tableNamed(name))),
    },
    {
      kind: 'fleetMembers',
      method: 'GET',
      path: pattern(`${fleetId.replaceAll('.', '\\.')}/members`),
      answer: () => ok(membersOf(stories)),
    },
    {
      kind: 'scaleSets',
      method: 'GET',
      path: pattern(scaleSets),
      answer: ({ path }, subscription = '', group = '') =>
        orMissing(path, found.nodesIn(subscription, group), scaleSetsOf),
    },
    {
      kind: 'scaleSetInstances',
      method: 'GET',
      path: pattern(`${scaleSets}/([^/]+)/virtualMachines`),
      answer({ path }, subscription = '', group = '', scaleSet = '') {
        const story = found.nodesIn(subscription, group);
        const instances = story === undefined ? null : instancesOf(story, scaleSet);
        return instances === null ? missing(path) : ok(instances);
      },
    },
    {
      kind: 'nodeCommand',
      method: 'POST',
      path: pattern(`${scaleSets}/([^/]+)/virtualMachines/([^/]+)/runCommand`),
      answer({ origin, path }, subscription = '', group = '', scaleSet = '', instance = '') {
        const story = found.nodesIn(subscription, group);
        const end = story === undefined ? undefined : commandOn(story, scaleSet, instance);
        const place = `/subscriptions/${subscription}/providers/Microsoft.Compute/locations/${story?.azure.location}`;
        return end === undefined ? missing(path) : running.accept(origin, place, end);
      },
    },
    {
      kind: 'operation',
      method: 'GET',
      path: pattern('/subscriptions/[^/]+/providers/Microsoft\\.Compute/locations/[^/]+/operations/([^/]+)'),
      answer: (_, id = '') => running.status(id),
    },
  ];
}

const logTables = ['AKSAudit', 'AKSAuditAdmin', 'AKSControlPlane', 'AzureDiagnostics'];

function tableNamed(asked: string): string {
  return logTables.find((name) => name.toLowerCase() === asked.toLowerCase()) ?? asked;
}

/** By what the path names; the whole path, in any case. */
function pattern(path: string): RegExp {
  return new RegExp(`^${path}/?$`, 'i');
}

/** Every call names the version of the API that it speaks. */
function withVersion(route: Route): Route {
  return {
    ...route,
    answer: (request: AzureRequest, ...parts) =>
      request.query.has('api-version') ? route.answer(request, ...parts) : withoutVersion,
  };
}

const withoutVersion = failure(
  400,
  'MissingApiVersionParameter',
  'The api-version query parameter (?api-version=) is required for all requests.',
);
