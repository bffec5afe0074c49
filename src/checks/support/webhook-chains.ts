/** How long one write may wait for all the webhooks that it is sent to, if each of them takes its whole time-out. */
import type { LabelSelector, Webhook, WebhookConfiguration } from '../../evidence/webhooks.ts';
import { compareText } from '../../shared/compare-text.ts';
import { sum } from '../../shared/sum.ts';
import type { InterceptedWrite } from './intercepted-writes.ts';
import { interceptedWrites } from './intercepted-writes.ts';
import type { ConfiguredWebhook } from './own-webhooks.ts';
import { backendName } from './own-webhooks.ts';
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
  if (atMost(all) <= seconds) return [];
  return interceptedWrites(all.map(({ webhook }) => webhook))
    .map((write) => longest(labellings(all).map((labels) => chainOf(all, write, labels))))
    .filter((chain) => chain.seconds > seconds)
    .toSorted((left, right) => right.seconds - left.seconds || compareText(left.write, right.write));
}

/** Every one of them in turn: no write waits longer. */
function atMost(webhooks: readonly ConfiguredWebhook[]): number {
  return sum(webhooks.map(({ webhook }) => webhook.timeoutSeconds));
}

function waitFor(webhooks: readonly ConfiguredWebhook[]): number {
  const backends = [...Map.groupBy(webhooks, ({ webhook }) => backendName(webhook)).values()].map(
    waitForBackend,
  );
  return sum(backends.map(({ inTurn }) => inTurn)) + Math.max(0, ...backends.map(({ together }) => together));
}

/**
 * A backend that does not answer a webhook with policy Fail ends the write there: of such a backend the longest time-out
 * counts alone, while with Ignore the write goes on to wait for the next.
 */
function waitForBackend(webhooks: readonly ConfiguredWebhook[]): {
  readonly inTurn: number;
  readonly together: number;
} {
  const timeouts = (kind: WebhookConfiguration['kind']): readonly number[] =>
    webhooks
      .filter(({ configuration }) => configuration.kind === kind)
      .map(({ webhook }) => webhook.timeoutSeconds);
  const mutating = timeouts('MutatingWebhookConfiguration');
  const together = Math.max(0, ...timeouts('ValidatingWebhookConfiguration'));
  if (webhooks.every(({ webhook }) => webhook.failurePolicy === 'Ignore')) {
    return { inTurn: sum(mutating), together };
  }
  const inTurn = Math.max(0, ...mutating);
  return { inTurn, together: Math.max(0, together - inTurn) };
}

type Labels = Readonly<Record<string, string>>;

interface Labelling {
  readonly namespace: Labels;
  readonly object: Labels;
  readonly assumptions: readonly string[];
}

function chainOf(
  all: readonly ConfiguredWebhook[],
  write: InterceptedWrite,
  labelling: Labelling,
): WebhookChain {
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
