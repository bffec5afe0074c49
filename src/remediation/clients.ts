/** What to do about clients that ask too much, are slow, or are turned away. */
import type { Remediation, RemediationStep } from '../model.ts';
import { links } from './links.ts';

const findProgram: RemediationStep = {
  text: 'Find the program: the user names its service account, the user agent its name and version. Look whether an upgrade, a changed setting or a crash loop came before it.',
};

/** `look` are steps that show what the client does (log-query.ts), here and below. */
export function tuneDominant(
  mostly: 'lists' | 'gets' | 'writes' | 'mixed',
  look: readonly RemediationStep[],
): Remediation {
  return {
    summary: 'Find out why the client asks so often, and make it watch, batch or wait longer.',
    steps: [findProgram, ...look, { text: tuning[mostly] }, numberStep],
    learnMore: links.guide,
  };
}

const tuning = {
  lists: 'Most are LISTs: use an informer (one LIST, then a watch), or lengthen the interval.',
  gets: 'Most are GETs: read from the cache of an informer instead of from the server.',
  writes: 'Most are writes: write only what has changed, and gather changes into fewer writes.',
  mixed: 'Use informers instead of polling, write only what has changed, and lengthen intervals.',
} as const;

const numberStep: RemediationStep = {
  text: 'Number alone need not be a problem: compare with the findings on slow clients and on excessive calls before you restrict it.',
};

export function speedUpClient(look: readonly RemediationStep[]): Remediation {
  return {
    summary:
      'Find the kind of call that is slow: large LISTs, webhooks and a slow etcd are the usual causes.',
    steps: [
      { text: 'Look at the slow calls of this audit (slo-violating-calls).' },
      ...look,
      {
        text: 'Large LISTs: ask for pages or use an informer. Slow writes: look at the webhooks that they go through. If all clients are slow, look at etcd and at the load of the API server first.',
      },
    ],
    learnMore: links.guide,
  };
}

/** `layer` is where most of the time went, as the API server names it; null when it is not known. */
export function speedUpCall(
  verb: string,
  layer: string | null,
  look: readonly RemediationStep[],
): Remediation {
  return {
    summary: 'Go by where the time is spent, and ask for less at once.',
    steps: [
      ...(layer === null
        ? []
        : [{ text: layers[layer] ?? `Most of the time is spent in the layer ${layer}.` }]),
      ...look,
      verb === 'list'
        ? {
            text: 'Let the clients use informers (one LIST, then a watch), ask for pages (limit and continue), and delete objects that nobody needs.',
          }
        : {
            text: 'See what stands before the call: webhooks that it goes through, large objects, and the load of etcd.',
          },
      {
        text: 'Look at the layers yourself: requests over 500 ms have them in their audit annotations (apiserver.latency.k8s.io/…), except on Kubernetes 1.34.0 to 1.34.6 and 1.35.0 to 1.35.3.',
      },
    ],
    learnMore: links.guide,
  };
}

const layers: Readonly<Partial<Record<string, string>>> = {
  etcd: 'Most of the time is spent in etcd: look at its size, at the number of objects of the kind and at its other load.',
  'mutating-webhook': 'Most of the time is spent in mutating webhooks: repair or narrow the slow one.',
  'validating-webhook': 'Most of the time is spent in validating webhooks: repair or narrow the slow one.',
  'apf-queue-wait':
    'Most of the time is spent waiting for a seat: find who takes the seats of this priority level.',
  'response-write':
    'Most of the time is spent writing the answer: it is large, or the client reads it slowly.',
  'serialize-response-object':
    'Most of the time is spent serialising the answer: it is large. Ask for pages, for metadata only, or for protobuf.',
  'transform-response-object':
    'Most of the time is spent converting the answer: it is large. Ask for pages or for metadata only.',
};

export function fewerLists(
  look: readonly RemediationStep[],
  restriction: readonly RemediationStep[],
): Remediation {
  return {
    summary: 'Make the client watch instead of listing; if it cannot be changed, hold its LISTs down.',
    steps: [
      findProgram,
      ...look,
      {
        text: 'Use an informer: one LIST, then a watch. Several replicas of an agent need one that watches, not each its own LIST of the cluster.',
      },
      {
        text: 'What has to be listed: select by namespace, ask for pages (limit and continue, not with resourceVersion=0, which switches the limit off), and wait longer between LISTs.',
      },
      ...restriction,
    ],
    learnMore: links.apiConcepts,
  };
}

export function fewerWrites(
  unchanged: boolean,
  look: readonly RemediationStep[],
  restriction: readonly RemediationStep[],
): Remediation {
  return {
    summary: unchanged
      ? 'Make the client compare before it writes: most of its writes change nothing.'
      : 'Make the client write less often; if it cannot be changed, hold its writes down.',
    steps: [
      findProgram,
      ...look,
      {
        text: unchanged
          ? 'Compare the wanted object with the one in the informer’s cache, and write only when they differ. Two controllers that undo each other look the same: see who else writes the kind.'
          : 'Gather changes into fewer writes, write status only when it differs, and lengthen resync intervals.',
      },
      ...restriction,
    ],
    learnMore: links.guide,
  };
}

export function relieveLevel(): Remediation {
  return {
    summary: 'Find who takes the seats, lower that load, and let clients back off when they get 429.',
    steps: [
      {
        text: 'See which priority levels are full, on the API server that answers.',
        command: 'kubectl get --raw /debug/api_priority_and_fairness/dump_priority_levels',
      },
      {
        text: 'See which flow schemas are turned away, and why.',
        command:
          "kubectl get --raw /metrics | grep '^apiserver_flowcontrol_rejected_requests_total' | sort -t' ' -k2 -gr | head -20",
      },
      {
        text: 'Lower the load of the heaviest client in the same level: the findings on dominant clients and on excessive calls name it. A client that ignores Retry-After makes it worse.',
      },
    ],
    learnMore: links.flowControl,
  };
}

export function endTimeouts(): Remediation {
  return {
    summary:
      'Find what makes requests run into their time limit: large LISTs, webhooks, etcd, or the way to a proxied API.',
    steps: [
      {
        text: 'Look at the calls that time out in this finding: LISTs point to too many objects, writes to webhooks, paths of other API groups to an aggregated API that is slow.',
      },
      {
        text: 'See whether the API server and its APIs are well.',
        command: ["kubectl get --raw '/readyz?verbose'", 'kubectl get apiservices | grep -v True'].join('\n'),
      },
      {
        text: 'Look at the load of the API server and of etcd at the time; if it was low, open a support case with the time and the calls.',
      },
    ],
    learnMore: links.guide,
  };
}
