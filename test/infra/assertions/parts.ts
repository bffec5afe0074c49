/** The parts fit each other, the code and what the operator was promised. */
import { readFileSync } from 'node:fs';
import { Cron } from 'croner';
import { queueNames } from '../../../src/store/queues.ts';
import type { Deployment } from '../compiled.ts';
import { appSettings, at, differences, mismatches, ofType, only, textAt } from './reading.ts';

const textOf = (file: string): string => readFileSync(new URL(`../../../${file}`, import.meta.url), 'utf8');

/** Queues, their poison queues and tables as the code opens them. */
export function namesAsInCode(deployment: Deployment): readonly string[] {
  const last = (type: string): readonly string[] =>
    ofType(deployment, type).map(({ id }) => id.split('/').at(-1) ?? '');
  return [
    ...differences(
      'queues',
      last('Microsoft.Storage/storageAccounts/queueServices/queues'),
      queueNames.flatMap((name) => [name, `${name}-poison`]),
    ),
    ...differences('tables', last('Microsoft.Storage/storageAccounts/tableServices/tables'), tableNames()),
  ];
}

/** The names of the type: what opens a table must have one of them. */
function tableNames(): readonly string[] {
  const [, names = ''] = /export type TableName =([^;]+);/u.exec(textOf('src/store/table/rows.ts')) ?? [];
  return [...names.matchAll(/'(\w+)'/gu)].map(([, name = '']) => name);
}

/** The package goes into a container that is made. */
export function packageHasAPlace(deployment: Deployment): readonly string[] {
  const container = only(deployment, 'Microsoft.Storage/storageAccounts/blobServices/containers');
  const named = container.id.split('/').at(-1) ?? '';
  const value = textAt(only(deployment, 'Microsoft.Web/sites'), 'functionAppConfig.deployment.storage.value');
  return value.includes(named) ? [] : [`the package goes to ${value}, the container is ${named}`];
}

/** Node, of at least the version that the bundle is built for, on Flex Consumption. */
export function runtimeAsBuilt(deployment: Deployment): readonly string[] {
  const site = only(deployment, 'Microsoft.Web/sites');
  const built = Number(/target: 'node(\d+)'/u.exec(textOf('build.mjs'))?.[1]);
  const version = Number(at(site, 'functionAppConfig.runtime.version'));
  return [
    ...mismatches([site], { 'functionAppConfig.runtime.name': 'node' }),
    ...(version >= built ? [] : [`the app runs on Node ${version}, the bundle is built for ${built}`]),
    ...(site.name.length <= 60 ? [] : [`the name of the app is too long: ${site.name}`]),
  ];
}

/** Sweeps start as often as was said, are over before the next, and the alert looks back over two of them. */
export function alertAfterTwoIntervals(deployment: Deployment, intervalMinutes: number): readonly string[] {
  const settings = appSettings(deployment);
  const runs = new Cron(settings['SWEEP_SCHEDULE'] ?? '', { timezone: 'UTC' }).nextRuns(
    3,
    new Date('2026-12-01T00:00:00Z'),
  );
  const gaps = runs.slice(1).map((run, place) => (run.getTime() - (runs[place]?.getTime() ?? 0)) / 60_000);
  const rule = only(deployment, 'Microsoft.Insights/scheduledQueryRules');
  const deadline = Number(settings['SWEEP_DEADLINE_MINUTES']);
  return [
    ...gaps
      .filter((gap) => gap !== intervalMinutes)
      .map((gap) => `sweeps start ${gap} minutes apart, not ${intervalMinutes}`),
    ...(deadline > 0 && deadline < intervalMinutes
      ? []
      : [`the deadline is ${deadline} of ${intervalMinutes} minutes`]),
    ...(minutesOf(textAt(rule, 'windowSize')) === 2 * intervalMinutes
      ? []
      : [`the alert looks back ${textAt(rule, 'windowSize')}, not ${2 * intervalMinutes} minutes`]),
    ...(JSON.stringify(at(rule, 'criteria')).includes("'auditor.sweep.closed'")
      ? []
      : ['the alert does not look for closed sweeps']),
  ];
}

/** PT30M, PT2H, P2D. */
function minutesOf(duration: string): number {
  const [, days = 0, hours = 0, minutes = 0] =
    /^P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?)?$/u.exec(duration) ?? [];
  return Number(days) * 1440 + Number(hours) * 60 + Number(minutes);
}

/** What can be told of is told of. */
export function diagnosticsEverywhere(deployment: Deployment): readonly string[] {
  const told = ofType(deployment, 'Microsoft.Insights/diagnosticSettings').map(({ id }) => id.toLowerCase());
  const expected = [
    'Microsoft.KeyVault/vaults',
    'Microsoft.Storage/storageAccounts/blobServices',
    'Microsoft.Storage/storageAccounts/queueServices',
    'Microsoft.Storage/storageAccounts/tableServices',
    'Microsoft.Web/sites',
    'Microsoft.Communication/communicationServices',
  ].flatMap((type) => ofType(deployment, type));
  return expected
    .filter(
      ({ id }) =>
        !told.some((setting) => setting.startsWith(`${id.toLowerCase()}/providers/microsoft.insights/`)),
    )
    .map(({ type, name }) => `${type} ${name} has no diagnostic settings`);
}

/** azd finds group and app by their tags: https://learn.microsoft.com/azure/developer/azure-developer-cli/azd-schema */
export function tagsOfAzd(deployment: Deployment): readonly string[] {
  return [
    ...(only(deployment, 'Microsoft.Resources/resourceGroups').tags?.['azd-env-name'] === undefined
      ? ['the resource group has no tag azd-env-name']
      : []),
    ...(only(deployment, 'Microsoft.Web/sites').tags?.['azd-service-name'] === 'auditor'
      ? []
      : ['the app has no tag azd-service-name: auditor']),
  ];
}

/** A network of its own: one fixed way out, storage behind three private endpoints, the app in its subnet. */
export function closedNetwork(deployment: Deployment): readonly string[] {
  const endpoints = ofType(deployment, 'Microsoft.Network/privateEndpoints');
  const services = endpoints.map(groupOf);
  const network = only(deployment, 'Microsoft.Network/virtualNetworks');
  const subnets = JSON.stringify(at(network, 'subnets'));
  return [
    ...mismatches(ofType(deployment, 'Microsoft.Storage/storageAccounts'), {
      publicNetworkAccess: 'Disabled',
      'networkAcls.defaultAction': 'Deny',
    }),
    ...differences('private endpoints', services, ['blob', 'queue', 'table']),
    ...(at(only(deployment, 'Microsoft.Web/sites'), 'virtualNetworkSubnetId') === null
      ? ['the app is in no subnet']
      : []),
    ...(subnets.includes('Microsoft.App/environments') ? [] : ['no subnet is delegated to Flex Consumption']),
    ...(subnets.includes('/natGateways/') ? [] : ['calls do not leave through the NAT gateway']),
    ...(/"name":"[^"]*_/u.test(subnets) ? ['the name of a subnet has an underscore'] : []),
    ...mismatches(ofType(deployment, 'Microsoft.Network/publicIPAddresses'), {
      publicIPAllocationMethod: 'Static',
    }),
  ];
}

function groupOf(endpoint: { readonly properties?: unknown }): string {
  return /"groupIds":\["(\w+)"\]/u.exec(JSON.stringify(endpoint.properties))?.[1] ?? '';
}
