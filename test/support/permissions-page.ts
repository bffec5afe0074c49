/** `docs/permissions.md`, from what the sources of evidence and the checks declare. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { azureDataActions, dataActions } from '../../src/evidence/access-rules.ts';
import { type DeclaredRule, declaredRules } from '../../src/doctor/azure-rules.ts';
import { unknownWithout } from '../../src/doctor/consequences.ts';
import type { AccessRule, AzureRule, EvidenceSource } from '../../src/evidence/define-gatherer.ts';
import type { FleetSource } from '../../src/evidence/fleet-sources.ts';
import type { EvidenceKind } from '../../src/evidence/index.ts';

interface Sources {
  /** What is read from clusters. */
  readonly gatherers: readonly GathererSource[];
  /** What is read from Azure. */
  readonly fleetSources: readonly FleetSource[];
}

type GathererSource = Omit<EvidenceSource, 'needs'> & { readonly needs: readonly AccessRule[] };

export function permissionsPage({ gatherers, fleetSources }: Sources, checks: readonly AnyCheck[]): string {
  const blindness = (source: Pick<EvidenceSource, 'id'>): string => consequences(source, checks);
  return `# What the auditor may read

The auditor reads: in clusters every rule below is \`get\` or \`list\`, and in Azure every action is a read, but for two that Azure
calls actions: asking for the address of an API server, and the probe on nodes, which is off unless you allow it. It needs no
others. What it may not read is \`unknown\` with what is missing named; it is never taken for "nothing there".

There are three places to allow things, and a cluster needs one of the last two:

1. [Azure](#azure): what Azure itself knows of the fleet, and logs.
2. [Clusters with Azure RBAC](#clusters-with-azure-rbac): a role with data actions.
3. [Other clusters](#other-clusters): a ClusterRole of Kubernetes.

\`infra/fleet-access.bicep\` allows the first two in a subscription ([infra/README.md](../infra/README.md)). \`npm run doctor\` says which of all these
are missing.

Do not run it as \`system:masters\` (AKS's local admin credential): requests of that group are exempt from priority and
fairness, so that an API server in trouble could not slow the auditor down.

## Azure

| evidence | read from | requests to the API server, at most | unknown without it |
| --- | --- | --- | --- |
${fleetSources.map((source) => `| \`${source.id}\` | ${source.source} | ${source.maxRequests} | ${blindness(source)} |`).join('\n')}

These are the actions, the smallest built-in role that has them, and where it is assigned:

| role | at | actions | for | without it |
| --- | --- | --- | --- | --- |
${declaredRules.map(grantRow).join('\n')}

Monitoring Reader on a subscription includes Reader. Log Analytics Data Reader is enough to find a workspace and to query it.

### The role of the egress probe

No built-in role has just this: Virtual Machine Contributor may do anything to a machine. The probe runs a fixed script as root
on a silent node; leave the role out to keep it from doing so. Assign it at the node resource groups.

\`\`\`json
${roleDefinition('AKS Fleet Auditor egress probe', 'Runs the egress probe on silent nodes.', {
  actions: ownRoles(fleetSources).flatMap(({ actions }) => actions),
  dataActions: [],
})}
\`\`\`

## Clusters

What goes by the object counts (events, quotas, Jobs, leak suspects) shares what the others left of the budget of 40 requests. Secrets are
never read: the right to see their metadata is the right to read them.

| evidence | read by | requests, at most | rules | unknown without it |
| --- | --- | --- | --- | --- |
${gatherers.map((gatherer) => `| \`${gatherer.id}\` | ${gatherer.source} | ${gatherer.maxRequests} | ${gatherer.needs.map(ruleText).join('; ')} | ${blindness(gatherer)} |`).join('\n')}

### Clusters with Azure RBAC

Azure Kubernetes Service RBAC Reader is not enough: it has no metrics, health, webhook configurations, flow control and leases. This role has
exactly what is read, and no wildcard: one over all resources would show secrets. Assign it on the clusters, or on a
subscription for all of them; it takes up to five minutes to arrive.

\`\`\`json
${roleDefinition(
  'AKS Fleet Auditor',
  'Reads what the AKS Fleet Auditor audits in clusters with Azure RBAC.',
  {
    actions: [],
    dataActions: dataActions(gatherers),
  },
)}
\`\`\`

\`\`\`sh
az role definition create --role-definition role.json
az role assignment create --assignee-object-id IDENTITY --assignee-principal-type ServicePrincipal \\
  --role 'AKS Fleet Auditor' --scope /subscriptions/SUBSCRIPTION
\`\`\`

| evidence | data actions below \`Microsoft.ContainerService/managedClusters\` |
| --- | --- |
${gatherers.map(({ id, needs }) => `| \`${id}\` | ${needs.flatMap(azureDataActions).map(shortAction).join(', ')} |`).join('\n')}

Custom resources have one data action for all of them (\`customresources/read\`), which the role goes without: it would show those of every
kind. Custom resources that pile up are then counted but not looked at, and a check says so.

All of them are in [Azure's list of permissions](https://learn.microsoft.com/azure/role-based-access-control/permissions/containers).

### Other clusters

[infra/kubernetes/cluster-reader.yaml](../infra/kubernetes/cluster-reader.yaml) has the ClusterRole with these rules, and binds it to the identity
that the auditor signs in with: the object id of a managed identity, or the user of the kubeconfig.

\`\`\`sh
sed "s/IDENTITY/$PRINCIPAL_ID/" infra/kubernetes/cluster-reader.yaml | kubectl apply -f -
\`\`\`
`;
}

function consequences({ id }: Pick<EvidenceSource, 'id'>, checks: readonly AnyCheck[]): string {
  // Kinds of evidence and nothing else are handed in.
  return (
    unknownWithout([id as EvidenceKind], checks)
      .map(codeOf)
      .join(', ') || 'nothing yet'
  );
}

function grantRow({ rule, kinds }: DeclaredRule): string {
  const { role, scope, actions, dataActions: inside, without } = rule;
  const all = [...actions, ...inside.map((action) => `${action} (data)`)];
  const ids = kinds.map((kind) => `\`${kind}\``).join(', ');
  return `| ${role ?? 'a role of your own, below'} | ${scope} | ${all.map(codeOf).join(', ')} | ${ids} | ${without ?? 'unknown'} |`;
}

function codeOf(action: string): string {
  const [name = '', ...kind] = action.split(' ');
  return [`\`${name}\``, ...kind].join(' ');
}

function ownRoles(sources: readonly FleetSource[]): readonly AzureRule[] {
  return sources.flatMap(({ needs }) => needs.filter(({ role }) => role === null));
}

function shortAction(action: string): string {
  return `\`${action.replace('Microsoft.ContainerService/managedClusters/', '')}\``;
}

/** As `az role definition create` takes it. */
function roleDefinition(
  name: string,
  description: string,
  given: Pick<AzureRule, 'actions' | 'dataActions'>,
): string {
  const definition = {
    Name: name,
    Description: description,
    Actions: given.actions,
    NotActions: [],
    DataActions: given.dataActions,
    NotDataActions: [],
    AssignableScopes: ['/subscriptions/SUBSCRIPTION'],
  };
  return JSON.stringify(definition, null, 2);
}

function ruleText(rule: AccessRule): string {
  const verbs = rule.verbs.join(', ');
  if ('nonResourceURLs' in rule)
    return `${verbs} ${rule.nonResourceURLs.map((url) => `\`${url}\``).join(', ')}`;
  const group = rule.apiGroup === '' ? 'core' : rule.apiGroup;
  return `${verbs} ${rule.resources.map((resource) => `\`${resource}\``).join(', ')} (${group})`;
}
