/** A cap on one client's calls by API Priority and Fairness, in the API version that the server speaks. */
import type { RemediationStep } from '../model.ts';
import { shellQuote, yamlString } from '../shared/quote.ts';
import { fieldsOf, flowControlGroup, readDangling } from './flow-control.ts';
import { objectWord } from './kubectl.ts';

/** A user that one program has to itself. */
export type RestrictedSubject =
  | { readonly kind: 'User'; readonly name: string }
  | { readonly kind: 'ServiceAccount'; readonly namespace: string; readonly name: string };

export interface Restriction {
  /** Version of the flow-control API that the server answered in. */
  readonly apiVersion: string;
  readonly subject: RestrictedSubject;
  readonly verbs: readonly string[];
  readonly apiGroup: string;
  /** With the subresource, if any. */
  readonly resource: string;
  /** Whether calls over the whole cluster, or on objects without a namespace, are meant too. */
  readonly clusterScope: boolean;
  /** Free, and below that of every schema that takes these calls today. */
  readonly precedence: number;
  readonly shares: number;
  /** Seats on each API server that the shares come to. */
  readonly seats: number;
}

/** The two objects, how to see that they work, and how to be rid of them. */
export function restrictClient(restriction: Restriction): readonly RemediationStep[] {
  const name = nameFor(restriction);
  return [
    {
      text: `If the client cannot be changed, hold these calls down: about ${restriction.seats} seats on each API server, and what is beyond is refused with 429, so see that the client backs off. Save this as restrict.yaml and create it with kubectl create --filename=restrict.yaml, which fails if the names are taken.`,
      manifest: manifestOf(name, restriction),
    },
    {
      text: 'Check that the schema is not dangling and that it matches: its series appear with the first call, on each API server apart.',
      command: [
        readDangling(name),
        `kubectl get --raw /metrics | grep -E '^apiserver_flowcontrol_(dispatched|rejected)_requests_total' | grep -F ${shellQuote(`flow_schema="${name}"`)}`,
      ].join('\n'),
    },
    {
      text: 'To take it back, delete both.',
      command: `kubectl delete ${objectWord('flowschema', name)} ${objectWord('prioritylevelconfiguration', name)}`,
    },
  ];
}

/** One pair for each kind of call: a client may have a finding on LISTs of pods and another on LISTs of Secrets. */
function nameFor({ subject, verbs, apiGroup, resource, clusterScope }: Restriction): string {
  const who = subject.kind === 'User' ? [subject.name] : [subject.namespace, subject.name];
  const what = [...verbs, resource, apiGroup, ...(clusterScope ? [] : ['in-namespaces'])];
  return ['restrict', slugOf(who, 120), slugOf(what, 100)].filter((part) => part !== '').join('-');
}

function slugOf(words: readonly string[], length: number): string {
  return words
    .join('-')
    .toLowerCase()
    .replaceAll(/[^a-z0-9]+/gu, '-')
    .slice(0, length)
    .replaceAll(/^-+|-+$/gu, '');
}

/** The level comes first: a schema without its level is ignored by the server. */
function manifestOf(name: string, restriction: Restriction): string {
  const { apiVersion, subject, verbs, apiGroup, resource, clusterScope, precedence, shares } = restriction;
  const { sharesField, borrows } = fieldsOf(apiVersion);
  const version = `apiVersion: ${flowControlGroup}/${apiVersion}`;
  return [
    version,
    'kind: PriorityLevelConfiguration',
    'metadata:',
    `  name: ${yamlString(name)}`,
    'spec:',
    '  type: Limited',
    '  limited:',
    `    ${sharesField}: ${shares}`,
    // Without it the level borrows the seats of the others and is no cap.
    ...(borrows ? ['    borrowingLimitPercent: 0'] : []),
    '    limitResponse:',
    '      type: Reject',
    '---',
    version,
    'kind: FlowSchema',
    'metadata:',
    `  name: ${yamlString(name)}`,
    'spec:',
    `  matchingPrecedence: ${precedence}`,
    '  priorityLevelConfiguration:',
    `    name: ${yamlString(name)}`,
    '  rules:',
    '    - subjects:',
    ...subjectLines(subject).map((line) => `        ${line}`),
    '      resourceRules:',
    `        - verbs: [${verbs.map(yamlString).join(', ')}]`,
    `          apiGroups: [${yamlString(apiGroup)}]`,
    `          resources: [${yamlString(resource)}]`,
    '          namespaces: ["*"]',
    ...(clusterScope ? ['          clusterScope: true'] : []),
    '',
  ].join('\n');
}

function subjectLines(subject: RestrictedSubject): readonly string[] {
  if (subject.kind === 'User') {
    return ['- kind: User', '  user:', `    name: ${yamlString(subject.name)}`];
  }
  return [
    '- kind: ServiceAccount',
    '  serviceAccount:',
    `    namespace: ${yamlString(subject.namespace)}`,
    `    name: ${yamlString(subject.name)}`,
  ];
}
