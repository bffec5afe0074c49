/** How long one write may wait for all the webhooks that it is sent to, if each of them takes its whole time-out. */
import type { LabelSelector, Webhook, WebhookRule } from '../../evidence/webhooks.ts';
import { compareText } from '../../shared/compare-text.ts';
import type { ConfiguredWebhook } from './own-webhooks.ts';
import type { VitalWrite } from './webhook-reach.ts';
import { reachOf } from './webhook-reach.ts';

export interface WebhookChain {
  /** The write in words: `create pods`. */
  readonly write: string;
  /** Mutating webhooks wait for each other, validating ones are called together: the longest of them counts. */
  readonly seconds: number;
  /** Every webhook that the write is sent to; never empty. */
  readonly webhooks: readonly ConfiguredWebhook[];
  /** What the answer takes for granted because it could not be read; empty when it is certain. */
  readonly assumptions: readonly string[];
}

/** Writes that may wait longer than so many seconds, longest first. */
export function chainsOver(all: readonly ConfiguredWebhook[], seconds: number): readonly WebhookChain[] {
  // Nearly all clusters end here: even a write that all of them intercept is within its time.
  if (waitFor(all) <= seconds) return [];
  return writesOf(all)
    .map((write) => longest(labellings(all).map((labels) => chainOf(all, write, labels))))
    .filter((chain) => chain.seconds > seconds)
    .toSorted((left, right) => right.seconds - left.seconds || compareText(left.write, right.write));
}

function waitFor(webhooks: readonly ConfiguredWebhook[]): number {
  let [inTurn, together] = [0, 0];
  for (const { configuration, webhook } of webhooks) {
    if (configuration.kind === 'MutatingWebhookConfiguration') inTurn += webhook.timeoutSeconds;
    else together = Math.max(together, webhook.timeoutSeconds);
  }
  return inTurn + together;
}

type Labels = Readonly<Record<string, string>>;
type Write = Pick<VitalWrite, 'operation' | 'apiGroup' | 'resource'> & { readonly clusterScoped: boolean };

interface Labelling {
  readonly namespace: Labels;
  readonly object: Labels;
  readonly assumptions: readonly string[];
}

function chainOf(all: readonly ConfiguredWebhook[], write: Write, labelling: Labelling): WebhookChain {
  const { clusterScoped, ...called } = write;
  const request: VitalWrite = {
    ...called,
    namespace: clusterScoped ? null : { name: 'default', labels: labelling.namespace },
    labels: labelling.object,
    user: someone,
  };
  const reached = all.flatMap((one) => {
    const reach = reachOf(one.webhook, request);
    return reach.reached ? [{ one, assumptions: reach.assumptions }] : [];
  });
  return {
    write: `${write.operation.toLowerCase()} ${write.resource}`,
    seconds: waitFor(reached.map(({ one }) => one)),
    webhooks: reached.map(({ one }) => one),
    assumptions: [
      ...new Set([...labelling.assumptions, ...reached.flatMap(({ assumptions }) => assumptions)]),
    ].toSorted(),
  };
}

/** The first of those that take longest: the labels that take least for granted come first. */
function longest(chains: readonly WebhookChain[]): WebhookChain {
  return chains.reduce((worst, chain) => (chain.seconds > worst.seconds ? chain : worst));
}

const someone: VitalWrite['user'] = { name: 'someone', groups: ['system:authenticated'] };

const plainNamespace: Labels = { 'kubernetes.io/metadata.name': 'default' };

/** An object without labels in a namespace without labels, and one that carries all that webhooks are asked for by. */
function labellings(all: readonly ConfiguredWebhook[]): readonly Labelling[] {
  const namespace = askedFor(all, ({ namespaceSelector }) => namespaceSelector);
  const object = askedFor(all, ({ objectSelector }) => objectSelector);
  const keys = [...new Set([...Object.keys(namespace), ...Object.keys(object)])].toSorted();
  const optedIn: Labelling = {
    namespace: { ...namespace, ...plainNamespace },
    object,
    assumptions: keys.map((key) => `the namespace or the object carries the label ${key}`),
  };
  const plain: Labelling = { namespace: plainNamespace, object: {}, assumptions: [] };
  return keys.length === 0 ? [plain] : [plain, optedIn];
}

function askedFor(
  all: readonly ConfiguredWebhook[],
  selectorOf: (webhook: Webhook) => LabelSelector,
): Record<string, string> {
  const asked = all.flatMap(({ webhook }) => {
    const { matchLabels, matchExpressions } = selectorOf(webhook);
    return [
      ...Object.entries(matchLabels),
      ...matchExpressions.flatMap(({ key, operator, values: [value = 'true'] }) =>
        operator === 'In' || operator === 'Exists' ? [[key, value] as const] : [],
      ),
    ];
  });
  // Two webhooks may ask for different values of one label: the smallest counts, whatever the order of the evidence.
  return Object.fromEntries(
    asked
      .filter(([key]) => !Object.hasOwn(plainNamespace, key))
      .toSorted(
        ([leftKey, left], [rightKey, right]) => compareText(rightKey, leftKey) || compareText(right, left),
      ),
  );
}

/** Every write that some rule names; a rule for all kinds is taken to be one for pods and deployments. */
function writesOf(all: readonly ConfiguredWebhook[]): readonly Write[] {
  const writes = new Map<string, Write>();
  for (const { webhook } of all) {
    for (const write of webhook.rules.flatMap(writesIn)) writes.set(JSON.stringify(write), write);
  }
  return [...writes.values()];
}

const operations = ['CREATE', 'UPDATE', 'DELETE'] as const;
const usualKinds = [
  { apiGroup: '', resource: 'pods' },
  { apiGroup: 'apps', resource: 'deployments' },
];

function writesIn(rule: WebhookRule): readonly Write[] {
  const named = operations.filter(
    (operation) => rule.operations.includes('*') || rule.operations.includes(operation),
  );
  return kindsIn(rule).flatMap((kind) =>
    named.map((operation) => ({
      operation,
      ...kind,
      clusterScoped: rule.scope === 'Cluster' || clusterScoped.has(kind.resource),
    })),
  );
}

function kindsIn({ apiGroups, resources }: WebhookRule): readonly { apiGroup: string; resource: string }[] {
  if (apiGroups.includes('*')) return usualKinds;
  return apiGroups.flatMap((apiGroup) =>
    resources.flatMap((pattern) => {
      const [resource = '', part = ''] = pattern.split('/', 2);
      if (resource === '*') return usualKinds.filter((kind) => kind.apiGroup === apiGroup);
      return [{ apiGroup, resource: part === '' || part === '*' ? resource : pattern }];
    }),
  );
}

/** Kinds without a namespace that rules with scope `*` name, as most rules have it. */
const clusterScoped = new Set([
  'certificatesigningrequests',
  'clusterrolebindings',
  'clusterroles',
  'customresourcedefinitions',
  'ingressclasses',
  'namespaces',
  'nodes',
  'nodes/status',
  'persistentvolumes',
  'priorityclasses',
  'storageclasses',
  'subjectaccessreviews',
  'tokenreviews',
]);
