import type { ClientRequests, RequestsByClient } from '../../evidence/logs/requests-by-client.ts';
import type { Excerpt, FindingDraft, Threshold } from '../../model.ts';
import { tuneDominant } from '../../remediation/clients.ts';
import { links } from '../../remediation/links.ts';
import { lookCloser } from '../../remediation/log-query.ts';
import { formatCount, formatPercent, formatRate } from '../../shared/format.ts';
import { userAgent as ownUserAgent } from '../../shared/product.ts';
import type { CheckContext } from '../define-check.ts';
import { defineCheck, unknown, verdictOf } from '../define-check.ts';
import type { ClientGroup } from '../support/log-clients.ts';
import {
  byClient,
  clientCulprit,
  clientExcerpts,
  clientInWords,
  clientResource,
} from '../support/log-clients.ts';
import { secondsSeen, shortestWindow, tooShort } from '../support/log-window.ts';

const thresholds = {
  /** Ours: the guide ranks clients by requests and leaves the bound open. */
  share: { value: 0.5, unit: 'ratio', source: links.guide },
  /** Ours: on an idle cluster half of the requests is nothing. */
  rate: { value: 10, unit: 'requestsPerSecond', source: links.guide },
  window: shortestWindow,
} as const satisfies Record<string, Threshold>;

type Bounds = CheckContext<typeof thresholds>['thresholds'];

export const dominantClient = defineCheck({
  id: 'dominant-client',
  title: 'Client that sends most of the requests',
  passTitle: 'No single client sends most of the requests',
  category: 'clients',
  severity: 'medium',
  guide: 'L1',
  rationale:
    'A client that sends more requests than all others together decides how much room they have, and is the first to look at when the API server is slow.',
  remedy: 'Find out why the client asks so often, and make it watch, batch or wait longer.',
  learnMore: links.guide,
  requires: ['requestsByClient'],
  uses: [],
  thresholds,
  resolvesAt: { share: 0.45, rate: 8 },
  evaluate({ requestsByClient }, { thresholds: bounds }) {
    const short = tooShort(requestsByClient.window, bounds.window);
    if (short !== null) return unknown(short.reason, short.detail, short.remedy);
    // The list is cut, but busiest first: whoever sends more than half is its first entry.
    const senders = [...byClient(requestsByClient.clients).map(totalOf), ...ownOf(requestsByClient)];
    const drafts = senders.flatMap((sender) => findingsOn(sender, requestsByClient, bounds));
    return verdictOf(requestsByClient.clientCount, drafts);
  },
});

type Identity = Omit<ClientGroup<ClientRequests>, 'items'>;
type Counts = Readonly<Record<'requests' | 'gets' | 'lists' | 'watches' | 'writes', number>>;

interface Sender {
  readonly client: Identity;
  readonly counts: Counts;
}

function totalOf({ items, ...client }: ClientGroup<ClientRequests>): Sender {
  const sum = (name: keyof Counts): number => items.reduce((total, item) => total + item[name], 0);
  return {
    client,
    counts: {
      requests: sum('requests'),
      gets: sum('gets'),
      lists: sum('lists'),
      watches: sum('watches'),
      writes: sum('writes'),
    },
  };
}

/** The auditor asks a few dozen times: more under its name is somebody else, or a fault of ours. */
function ownOf({ ownRequests }: RequestsByClient): readonly Sender[] {
  const [program = ''] = ownUserAgent.split('/', 1);
  return [
    {
      client: { program, username: '', role: 'auditor', userAgents: [program] },
      counts: { requests: ownRequests, gets: 0, lists: 0, watches: 0, writes: 0 },
    },
  ];
}

function findingsOn(
  { client, counts }: Sender,
  { window, total }: RequestsByClient,
  bounds: Bounds,
): readonly FindingDraft[] {
  // The name is anybody's to take, but what only GETs is checking health as the guide calls normal.
  const probes = client.role === 'prober' && counts.lists + counts.watches + counts.writes === 0;
  const share = total === 0 ? 0 : counts.requests / total;
  const perSecond = counts.requests / secondsSeen(window);
  if (probes || share <= bounds.share || perSecond <= bounds.rate) return [];
  const observed = `${formatPercent(share)} of all requests, ${formatRate(perSecond)} a second`;
  return [
    {
      severity: 'medium',
      confidence: 'measured',
      resource: clientResource(client),
      summary: `The client ${clientInWords(client)} sends ${observed}; expected is at most ${formatPercent(bounds.share)}.`,
      observed: { text: observed, value: share, unit: 'ratio' },
      threshold: { ...thresholds.share, value: bounds.share },
      culprit: clientCulprit(client),
      excerpts: [...clientExcerpts(client), ...countExcerpts(client, counts)],
      remediation: tuneDominant(mostly(counts), lookCloser(window, { client })),
    },
  ];
}

function countExcerpts({ role }: Identity, counts: Counts): readonly Excerpt[] {
  return [
    { label: 'Requests', value: formatCount(counts.requests) },
    // Of the auditor's own the log evidence keeps the total alone.
    ...(role === 'auditor' && counts.gets + counts.lists + counts.watches + counts.writes === 0
      ? []
      : [
          {
            label: 'Of these',
            value: `${formatCount(counts.gets)} GET, ${formatCount(counts.lists)} LIST, ${formatCount(counts.writes)} writes, ${formatCount(counts.watches)} watches`,
          },
        ]),
    { label: 'Watches', value: 'are logged when they end, so there are more of them than are counted' },
  ];
}

function mostly({ requests, gets, lists, writes }: Counts): 'lists' | 'gets' | 'writes' | 'mixed' {
  const half = requests / 2;
  if (lists > half) return 'lists';
  if (gets > half) return 'gets';
  return writes > half ? 'writes' : 'mixed';
}
