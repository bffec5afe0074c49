/** `docs/permissions.md`, from what the gatherers and the checks declare. */
import type { AnyCheck } from '../../src/checks/define-check.ts';
import { policyRules } from '../../src/evidence/access-rules.ts';
import type { PolicyRule } from '../../src/evidence/access-rules.ts';
import type { AccessRule } from '../../src/evidence/define-gatherer.ts';

interface DocumentedGatherer {
  readonly id: string;
  readonly source: string;
  readonly maxRequests: number;
  readonly needs: readonly AccessRule[];
}

export function permissionsPage(
  gatherers: readonly DocumentedGatherer[],
  checks: readonly AnyCheck[],
): string {
  return `# What the auditor may read

The auditor only reads: every rule below is \`get\` or \`list\`, and it needs no others. What it may not read is \`unknown\`
with the missing rule named; it is never taken for "nothing there".

Do not run it as \`system:masters\` (AKS's local admin credential): requests of that group are exempt from priority and
fairness, so that an API server in trouble could not slow the auditor down.

| evidence | read by | requests, at most | rules | unknown without it |
| --- | --- | --- | --- | --- |
${gatherers.map((gatherer) => rowOf(gatherer, checks)).join('\n')}

## As a ClusterRole

\`\`\`yaml
apiVersion: rbac.authorization.k8s.io/v1
kind: ClusterRole
metadata:
  name: aks-fleet-auditor
rules:
${policyRules(gatherers).map(yamlOf).join('\n')}
\`\`\`

Bind it to the identity that the kubeconfig signs in with:

\`\`\`sh
kubectl create clusterrolebinding aks-fleet-auditor --clusterrole=aks-fleet-auditor --user=IDENTITY
\`\`\`
`;
}

function rowOf({ id, source, maxRequests, needs }: DocumentedGatherer, checks: readonly AnyCheck[]): string {
  const kind: string = id;
  const blind = checks.filter(({ requires }) => requires.some((required) => required === kind));
  const poorer = checks.filter(({ uses }) => uses.some((used) => used === kind));
  const consequences = [
    ...blind.map((check) => `\`${check.id}\``),
    ...poorer.map((check) => `\`${check.id}\` (in part)`),
  ];
  const rules = needs.map(ruleText).join('; ');
  return `| \`${id}\` | ${source} | ${maxRequests} | ${rules} | ${consequences.join(', ') || 'nothing yet'} |`;
}

function ruleText(rule: AccessRule): string {
  const verbs = rule.verbs.join(', ');
  if ('nonResourceURLs' in rule)
    return `${verbs} ${rule.nonResourceURLs.map((url) => `\`${url}\``).join(', ')}`;
  const group = rule.apiGroup === '' ? 'core' : rule.apiGroup;
  return `${verbs} ${rule.resources.map((resource) => `\`${resource}\``).join(', ')} (${group})`;
}

function yamlOf(rule: PolicyRule): string {
  const fields = Object.entries(rule).map(([name, values]) => `${name}: ${JSON.stringify(values)}`);
  return fields.map((field, place) => `${place === 0 ? '  - ' : '    '}${field}`).join('\n');
}
