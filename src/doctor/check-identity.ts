/** Whether Microsoft Entra ID gives tokens, for whom, and whether those who get them take them. */
import { listInWords } from '../shared/format.ts';
import { azureActionOf, azureServices } from './azure-action.ts';
import { type DoctorItem, itemOf } from './report.ts';
import type { Seen } from './seen.ts';
import type { Audience, Claims, TokenSeen } from './tokens.ts';

const check = 'identity';

const audienceNames: Readonly<Record<Audience, string>> = {
  resourceManager: 'Azure Resource Manager',
  logs: 'Log Analytics',
  metrics: 'Azure Monitor metrics',
  apiServers: 'API servers of AKS',
  storage: 'the storage account',
};

/** Who asks Azure: the first token that tells. */
export function claimsOf(tokens: readonly TokenSeen[]): Claims | null {
  return tokens.find(({ claims }) => claims !== null)?.claims ?? null;
}

export function checkIdentity(seen: Seen): readonly DoctorItem[] {
  const { tokens, settings } = seen;
  if (tokens.length === 0) return settings.fleet === null ? [] : [nobodyAsked];
  const given = tokens.filter(({ why }) => why === null);
  return [
    ...noTokens(tokens),
    ...otherTenant(seen),
    ...notAccepted(seen),
    ...(given.length === 0 ? [] : [signedIn(given)]),
  ];
}

const nobodyAsked = itemOf({
  id: 'identity:none',
  check,
  status: 'skipped',
  what: 'Identity in Azure',
  detail: 'Nobody signs in: the fleet comes from a kubeconfig, and the storage takes a key.',
});

function signedIn(tokens: readonly TokenSeen[]): DoctorItem {
  const claims = claimsOf(tokens);
  const audiences = listInWords(tokens.map(({ audience }) => audienceNames[audience]));
  return itemOf({
    id: 'identity:signed-in',
    check,
    status: 'ok',
    what: claims === null ? 'An identity whose tokens do not tell who it is' : whoIs(claims),
    detail: `It has tokens for ${audiences}.`,
  });
}

function whoIs({ kind, objectId, applicationId, tenantId }: Claims): string {
  const ids = [
    ...(objectId === null ? [] : [`object ${objectId}`]),
    ...(applicationId === null ? [] : [`application ${applicationId}`]),
    ...(tenantId === null ? [] : [`tenant ${tenantId}`]),
  ];
  return `${kind === 'user' ? 'A person' : 'Identity'} (${ids.join(', ')})`;
}

/** One sign-in is behind all tokens, so that what they failed of together is one problem. */
function noTokens(tokens: readonly TokenSeen[]): readonly DoctorItem[] {
  const failed = tokens.flatMap(({ audience, why }) => (why === null ? [] : [{ audience, why }]));
  return [...Map.groupBy(failed, ({ why }) => `${why.reason} ${why.remedy}`).values()].flatMap((group) => {
    const [first] = group;
    if (first === undefined) return [];
    const audiences = group.map(({ audience }) => audience);
    return itemOf({
      id: `identity:token:${audiences.join('+')}`,
      check,
      status: 'missing',
      what: `A token for ${listInWords(audiences.map((audience) => audienceNames[audience]))}`,
      detail: first.why.detail,
      remedy: first.why.remedy,
    });
  });
}

/** A managed identity cannot sign in to clusters of another tenant. */
function otherTenant({ tokens, pass }: Seen): readonly DoctorItem[] {
  const own = tokens.find(({ audience, claims }) => audience === 'apiServers' && claims !== null)?.claims
    ?.tenantId;
  if (own === null || own === undefined || pass === null || !pass.fleet.ok) return [];
  const trusting = pass.fleet.value.clusters.flatMap(({ cluster, evidence: { managedCluster } }) => {
    const { entra = false, tenantId = null } =
      managedCluster?.ok === true ? managedCluster.value.identity : {};
    const other = entra && tenantId !== null && tenantId.toLowerCase() !== own.toLowerCase();
    return other ? [{ name: cluster.name, tenantId }] : [];
  });
  if (trusting.length === 0) return [];
  const tenants = listInWords([...new Set(trusting.map(({ tenantId }) => tenantId))]);
  return [
    itemOf({
      id: 'identity:tenant',
      check,
      status: 'missing',
      what: `An identity of the tenant ${tenants}`,
      detail: `The clusters trust it, and the identity of the auditor belongs to the tenant ${own}.`,
      remedy:
        'Run an auditor with an identity of that tenant: sign in there (az login --tenant), or use a managed identity of a subscription of it.',
      clusters: trusting.map(({ name }) => name),
    }),
  ];
}

function notAccepted({ witnessed, tokens }: Seen): readonly DoctorItem[] {
  const services = witnessed.azure.flatMap(({ url, status }) => {
    const service = azureActionOf(url)?.service;
    return status === 401 && service !== undefined ? [service] : [];
  });
  const tenant = claimsOf(tokens)?.tenantId ?? null;
  return [...new Set(services)].map((service) =>
    itemOf({
      id: `identity:refused:${service}`,
      check,
      status: 'missing',
      what: `An identity that ${azureServices[service].name} accepts`,
      detail: `It does not accept the token of the auditor (401)${tenant === null ? '' : `, which is of the tenant ${tenant}`}.`,
      remedy: `Check that the identity belongs to the tenant of the subscriptions, and that AZURE_CLOUD and ${azureServices[service].setting} name the right cloud.`,
    }),
  );
}
