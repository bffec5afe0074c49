import type { AggregatedApi, AggregatedApis } from '../../evidence/aggregated-apis.ts';
import type { FindingDraft } from '../../model.ts';
import { repairAggregatedApi } from '../../remediation/aggregated-api.ts';
import { links } from '../../remediation/links.ts';
import { cleanText } from '../../shared/clean-text.ts';
import { listInWords } from '../../shared/format.ts';
import type { Unseen } from '../define-check.ts';
import { defineCheck, notApplicable, verdictOf } from '../define-check.ts';

export const unavailableAggregatedApi = defineCheck({
  id: 'unavailable-aggregated-api',
  title: 'Aggregated API that is not available',
  passTitle: 'Every aggregated API is available',
  category: 'symptoms',
  severity: 'medium',
  guide: 'S+',
  rationale:
    'Calls to an API whose service cannot be reached end in 503 or run into their time limit, and what needs a list of all APIs stalls: namespaces cannot be deleted, autoscalers see no metrics.',
  remedy: 'Repair the service behind the API, or delete the APIService when what owned it is gone.',
  learnMore: links.aggregation,
  requires: ['aggregatedApis'],
  uses: [],
  thresholds: {},
  evaluate({ aggregatedApis: { services } }) {
    if (services.length === 0) {
      return notApplicable('No API of the cluster is served by a service in it.');
    }
    const down = services.filter(({ available }) => available === false);
    return verdictOf(services.length, down.map(findingOn), unseenIn(services));
  },
});

/** The server judges each API every half minute; one that it has not judged says nothing. */
function unseenIn(services: AggregatedApis['services']): Unseen | null {
  const open = services.filter(({ available }) => available === null).map(({ name }) => name);
  if (open.length === 0) return null;
  return {
    reason: 'notCollected',
    detail: `The API server does not say whether ${listInWords(open.toSorted())} can be reached.`,
    remedy: 'Audit again in some minutes: an APIService that was just made has not been tried yet.',
  };
}

function findingOn({ name, service, reason, message, since }: AggregatedApi): FindingDraft {
  const backend = `${service.namespace}/${service.name}`;
  const observed = reason === null ? 'not available' : `not available (${cleanText(reason, 80)})`;
  return {
    severity: 'medium',
    confidence: 'measured',
    resource: { kind: 'APIService', name },
    summary: `The API ${name}, which the service ${backend} serves, is ${observed}; expected is that the API server reaches it.`,
    observed: { text: observed },
    culprit: { kind: 'object', name: `service ${backend}` },
    ...(since === null ? {} : { since }),
    excerpts: [
      { label: 'Service', value: backend },
      ...(message === null ? [] : [{ label: 'Message', value: cleanText(message, 400) }]),
    ],
    remediation: repairAggregatedApi({ name, service, reason }),
  };
}
