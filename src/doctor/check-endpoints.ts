/** Whether the services of Azure answer at the addresses that the settings give. */
import { listInWords } from '../shared/format.ts';
import { type AzureService, azureActionOf, azureServices } from './azure-action.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';
import type { AzureAnswer } from './witnessed.ts';

const check = 'endpoints';

export function checkEndpoints(seen: Seen): readonly DoctorItem[] {
  const { witnessed, settings } = seen;
  if (settings.fleet?.kind === 'kubeconfig') return [notAsked];
  const byService = Map.groupBy(witnessed.azure, ({ url }) => azureActionOf(url)?.service);
  return [
    ...[...byService].flatMap(([service, answers]) =>
      service === undefined ? [] : endpointItems(service, answers),
    ),
    ...clockItems(witnessed.azure),
  ];
}

const notAsked = itemOf({
  id: 'endpoints:none',
  check,
  status: 'skipped',
  what: 'Services of Azure',
  detail: 'The fleet comes from a kubeconfig, so that Azure is not asked.',
});

function endpointItems(service: AzureService, answers: readonly AzureAnswer[]): readonly DoctorItem[] {
  const { name, setting } = azureServices[service];
  const origins = Map.groupBy(answers, ({ url }) => url.origin);
  const silent = [...origins].filter(([, of]) => of.every(({ status }) => status === null));
  const failing = [...origins].filter(
    ([, of]) =>
      of.every(({ status }) => status === null || status >= 500) && of.some(({ status }) => status !== null),
  );
  const common = { id: `endpoints:${service}`, check, what: name } as const;
  if (silent.length > 0) {
    const why = silent.map(([origin, of]) => `${origin} (${layerOf(of)})`);
    return [
      itemOf({
        ...common,
        status: 'missing',
        detail: `It cannot be reached at ${listInWords(why)}.`,
        remedy: `Check DNS, routes, firewall and proxy between the auditor and this address; ${setting} and AZURE_CLOUD choose it.`,
      }),
    ];
  }
  if (failing.length > 0) {
    const statuses = new Set(failing.flatMap(([, of]) => of.map(({ status }) => String(status))));
    return [
      itemOf({
        ...common,
        status: 'unknown',
        detail: `It answers only with failures of its own (${listInWords([...statuses])}) at ${listInWords(failing.map(([origin]) => origin))}.`,
        remedy: 'Try again; if it stays so, look at Azure Service Health.',
      }),
    ];
  }
  return [itemOf({ ...common, status: 'ok', detail: `It answers at ${listInWords([...origins.keys()])}.` })];
}

function layerOf(answers: readonly AzureAnswer[]): string {
  const broken = answers.find((answer) => answer.broken !== null)?.broken ?? null;
  return broken === null ? 'no answer in time' : `${broken.layer}: ${broken.code}`;
}

/** Libraries that check tokens let clocks differ so far: https://learn.microsoft.com/dotnet/api/microsoft.identitymodel.tokens.tokenvalidationparameters.defaultclockskew */
const mostSkewSeconds = 300;

/** The smallest difference: the others waited on their way. */
function clockItems(answers: readonly AzureAnswer[]): readonly DoctorItem[] {
  const skews = answers.flatMap(({ skewSeconds }) => (skewSeconds === null ? [] : [skewSeconds]));
  const [least] = skews.toSorted((left, right) => Math.abs(left) - Math.abs(right));
  if (least === undefined || Math.abs(least) <= mostSkewSeconds) return [];
  return [
    itemOf({
      id: 'endpoints:clock',
      check,
      status: 'warning',
      what: 'Clock of this machine',
      detail: `It is ${Math.abs(least)} s ${least > 0 ? 'behind' : 'ahead of'} that of Azure: tokens may be refused, and windows of logs and metrics are off.`,
      remedy: 'Set the clock by a time server.',
    }),
  ];
}
