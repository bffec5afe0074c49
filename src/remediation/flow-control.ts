/** Remedies of API Priority and Fairness, in the API version that the server speaks. */
import type { Remediation, RemediationStep } from '../model.ts';
import { formatCount } from '../shared/format.ts';
import { shellQuote } from '../shared/quote.ts';
import { busiestCalls, jsonPatch, objectWord } from './kubectl.ts';
import { links } from './links.ts';

/** How the objects of one API version are written. */
export interface FlowControlFields {
  readonly sharesField: 'nominalConcurrencyShares' | 'assuredConcurrencyShares';
  /** Whether levels can borrow, and so whether a limit of borrowing is needed to make a cap. */
  readonly borrows: boolean;
}

export const flowControlGroup = 'flowcontrol.apiserver.k8s.io';
/** The pair that AKS puts into a cluster whose API server ran out of memory. */
export const guardName = 'aks-managed-apiserver-guard';

/** The one place where the version is chosen: https://kubernetes.io/docs/reference/using-api/deprecation-guide/ */
export function versionFor(minor: number): string {
  if (minor >= 29) return 'v1';
  if (minor >= 26) return 'v1beta3';
  return minor >= 23 ? 'v1beta2' : 'v1beta1';
}

/** Fields of a version. Servers that borrow serve v1beta3 or v1, so an object read in an older one cannot borrow. */
export function fieldsOf(version: string): FlowControlFields {
  return version === 'v1beta1' || version === 'v1beta2'
    ? { sharesField: 'assuredConcurrencyShares', borrows: false }
    : { sharesField: 'nominalConcurrencyShares', borrows: true };
}

/** First minor that does not serve a version any more; null for versions that are not going away. */
export function removedIn(version: string): number | null {
  return removals[version] ?? null;
}

const removals: Readonly<Record<string, number>> = { v1alpha1: 29, v1beta1: 26, v1beta2: 29, v1beta3: 32 };

/** How to get rid of the guard without bringing back what it was put there for. */
export function guardRemoval(): Remediation {
  const pair = [
    objectWord('flowschema', guardName),
    objectWord('prioritylevelconfiguration', guardName),
  ].join(' ');
  return {
    summary:
      'Find the client that overloads the API server and lower its load first; then delete the guard. Deleted before that, it comes back with the next crash.',
    steps: [
      {
        text: 'Find the heaviest clients in the audit log (guide, cause 5), or see here which kinds are listed most.',
        command: busiestCalls('.*verb="LIST"'),
      },
      {
        text: 'Lower that load: fewer or paged LISTs, watches instead of polling, longer intervals, fewer replicas.',
      },
      {
        text: 'When the API server has been stable for some hours, delete both objects.',
        command: `kubectl delete ${pair}`,
      },
      {
        text: 'Or keep a changed version of them: this label stops AKS from putting its own back.',
        command: `kubectl label ${pair} aks-managed-skip-update-operation=true`,
      },
    ],
    learnMore: links.guide,
  };
}

/** For a flow schema whose level does not exist. */
export function missingLevel(schema: string, level: string): Remediation {
  return {
    summary:
      'Create the priority level, or point the schema to one that exists; until then the server ignores the schema.',
    steps: [
      { text: 'See which levels exist.', command: 'kubectl get prioritylevelconfigurations' },
      {
        text: `Apply the manifest of the level ${level}, or point the schema to another (set LEVEL).`,
        command: String.raw`kubectl patch ${objectWord('flowschema', schema)} --type=merge --patch="{\"spec\":{\"priorityLevelConfiguration\":{\"name\":\"$LEVEL\"}}}"`,
      },
      danglingStep(schema),
    ],
    learnMore: links.flowControl,
  };
}

/** For rules that cluster-wide calls pass by. `paths` are positions of the resource rules: [rule, resourceRule]. */
export function addClusterScope(
  schema: string,
  paths: readonly (readonly [rule: number, resourceRule: number])[],
): Remediation {
  return {
    summary: 'Let the rules match cluster-wide calls too; a LIST over all namespaces has none to match.',
    steps: [
      {
        text: 'Add clusterScope to the rules.',
        command: jsonPatch(
          'flowschema',
          schema,
          paths.map(([rule, resourceRule]) => ({
            op: 'add',
            path: `/spec/rules/${rule}/resourceRules/${resourceRule}/clusterScope`,
            value: true,
          })),
        ),
      },
      {
        text: 'Check that it matches: the count appears with the first call and is kept by each API server apart.',
        command: `kubectl get --raw /metrics | grep '^apiserver_flowcontrol_dispatched_requests_total' | grep -F ${shellQuote(`flow_schema="${schema}"`)}`,
      },
    ],
    learnMore: links.flowControl,
  };
}

/** For a schema that others always beat to its requests. `precedence` is free and wins; null when there is none. */
export function raisePrecedence(schema: string, precedence: number | null): Remediation {
  return {
    summary: 'Give the schema a smaller matchingPrecedence than those that take its requests, or delete it.',
    steps: [
      precedence === null
        ? { text: 'No free number is below theirs: raise theirs first, or delete the schema.' }
        : {
            text: `${formatCount(precedence)} is free and wins against them.`,
            command: jsonPatch('flowschema', schema, [
              { op: 'replace', path: '/spec/matchingPrecedence', value: precedence },
            ]),
          },
      {
        text: 'Or delete the schema if its requests are well where they are.',
        command: `kubectl delete ${objectWord('flowschema', schema)}`,
      },
    ],
    learnMore: links.flowControl,
  };
}

/** For a schema without any rule. */
export function giveRules(schema: string): Remediation {
  return {
    summary: 'Give the schema rules, or delete it.',
    steps: [
      {
        text: 'Delete the schema if nobody needs it.',
        command: `kubectl delete ${objectWord('flowschema', schema)}`,
      },
    ],
    learnMore: links.flowControl,
  };
}

/** For a level that was meant as a cap and takes the seats of all others. */
export function capBorrowing(level: string): Remediation {
  return {
    summary: 'Forbid the level to borrow: only then its shares are a cap.',
    steps: [
      {
        text: 'Set the borrowing limit to 0 %.',
        command: jsonPatch('prioritylevelconfiguration', level, [
          { op: 'add', path: '/spec/limited/borrowingLimitPercent', value: 0 },
        ]),
      },
      {
        text: 'Check it: both figures of the level are equal now, on each API server apart.',
        command: `kubectl get --raw /metrics | grep -E '^apiserver_flowcontrol_(nominal|upper)_limit_seats' | grep -F ${shellQuote(`priority_level="${level}"`)}`,
      },
    ],
    learnMore: links.flowControlApi,
  };
}

/** For a level without a single seat of its own that queues all its requests. */
export function giveSeats(level: string): Remediation {
  return {
    summary:
      'Give the level at least one share: with none its requests wait in the queue until they time out.',
    steps: [
      {
        text: 'One share is the smallest figure that lets requests through.',
        command: jsonPatch('prioritylevelconfiguration', level, [
          { op: 'add', path: '/spec/limited/nominalConcurrencyShares', value: 1 },
        ]),
      },
    ],
    learnMore: links.flowControlApi,
  };
}

/** For an object whose manifest is in a version that the server stops serving. */
export function rewriteManifest(
  kind: 'FlowSchema' | 'PriorityLevelConfiguration',
  name: string,
  minor: number,
): Remediation {
  const version = versionFor(minor);
  const { sharesField } = fieldsOf(version);
  return {
    summary: `Change the manifest to ${flowControlGroup}/${version}; the object in the cluster is converted by the server and stays as it is.`,
    steps: [
      {
        text: 'Take the live object as the new manifest, and leave status, uid, resourceVersion and managedFields out.',
        command: `kubectl get ${shellQuote(`${kind.toLowerCase()}s.${version}.${flowControlGroup}/${name}`)} --output=yaml`,
      },
      ...(kind === 'PriorityLevelConfiguration'
        ? [{ text: `In this version the shares are called ${sharesField}.` }]
        : []),
    ],
    learnMore: links.apiRemovals,
  };
}

function danglingStep(schema: string): RemediationStep {
  return {
    text: 'Check that the server takes it: the condition Dangling says False.',
    command: readDangling(schema),
  };
}

/** Prints True or False. kubectl ends no line after a jsonpath, and what the next command prints would join it. */
export function readDangling(schema: string): string {
  return String.raw`kubectl get ${objectWord('flowschema', schema)} --output=jsonpath='{.status.conditions[?(@.type=="Dangling")].status}{"\n"}'`;
}
