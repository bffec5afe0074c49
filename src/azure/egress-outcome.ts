/** What the line of the script on a node means. */
import * as z from 'zod';
import type { EgressLayer, EgressOutcome } from '../evidence/node-egress.ts';

/** Reads what a run command gave back: "Enable succeeded: [stdout] … [stderr] …", of which only the end is kept. */
export function egressOutcome(message: string): EgressOutcome {
  const line = message.split('\n').findLast((one) => one.startsWith('egress '));
  const parsed = factsSchema.safeParse(line === undefined ? null : factsIn(line));
  if (!parsed.success) {
    return unclear('The node gave no answer that the auditor knows', 'The next sweep asks again.');
  }
  const { curl, with: credential, http, lookup, connect, tls } = parsed.data;
  if (curl === 127) return unclear('The node has no curl', 'Nothing to do: this node cannot be probed.');
  if (curl === 126) {
    return unclear(
      'The node has no readable kubeconfig of a kubelet',
      'Look at the provisioning log of the node.',
    );
  }
  if (curl !== 0) return failed(curl, { lookup, connect, tls });
  if (http !== 401 && http !== 403) return { outcome: 'reached' };
  return answeredWithout(credential, http);
}

function factsIn(line: string): Readonly<Record<string, string>> {
  return Object.fromEntries(
    line
      .trim()
      .split(/\s+/u)
      .slice(1)
      .map((fact) => [fact.slice(0, Math.max(0, fact.indexOf('='))), fact.slice(fact.indexOf('=') + 1)]),
  );
}

/** Some locales write a comma. */
const seconds = z
  .string()
  .regex(/^\d+(?:[.,]\d+)?$/u)
  .transform((text) => Number(text.replace(',', '.')))
  .default(0);

const factsSchema = z.object({
  curl: z
    .string()
    .regex(/^\d{1,3}$/u)
    .transform(Number),
  with: z.enum(['kubelet', 'missing', 'none']).default('none'),
  http: z
    .string()
    .regex(/^\d{3}$/u)
    .transform(Number)
    .default(0),
  lookup: seconds,
  connect: seconds,
  tls: seconds,
});

interface Reached {
  /** Seconds until each was done; 0 when it never was, or was not asked. */
  readonly lookup: number;
  readonly connect: number;
  readonly tls: number;
}

/** https://curl.se/docs/manpage.html#EXIT */
const timedOut = 28;
const untrusted = new Set([51, 60]);
const brokenTls = new Set([35, 53, 54, 59, 64, 66, 77, 80, 82, 83, 90, 91]);
const brokenRequest = new Set([16, 52, 55, 56, 92]);

function failed(curl: number, { lookup, connect, tls }: Reached): EgressOutcome {
  if (curl === 6) return blocked('DNS', 'The node cannot resolve the name of the API server', curl);
  if (curl === 7) return blocked('TCP', 'The node cannot open a connection to the API server', curl);
  if (curl === 58) {
    return blocked('authentication', 'The node cannot use the client certificate of its kubelet', curl);
  }
  if (untrusted.has(curl)) {
    const why = 'something on the way answers for the API server';
    return blocked('TLS', `The node does not trust the certificate it is shown: ${why}`, curl);
  }
  const late = curl === timedOut;
  if (late && lookup === 0) {
    return blocked('DNS', 'The node cannot resolve the name of the API server in time', curl);
  }
  if (late && connect === 0) {
    return blocked('TCP', 'The node cannot open a connection to the API server in time', curl);
  }
  const cut = late ? 'is not answered in time' : 'is cut';
  if ((late || brokenRequest.has(curl)) && tls > 0) {
    return blocked('TLS', `The node reaches the API server, but its request ${cut}`, curl);
  }
  if (late || brokenRequest.has(curl) || brokenTls.has(curl)) {
    return blocked('TLS', `The node reaches the address of the API server, but TLS ${cut}`, curl);
  }
  return unclear(
    `The request of the node failed (curl ${curl})`,
    'Run the check by hand: kubectl aks check-apiserver-connectivity.',
  );
}

function blocked(layer: EgressLayer, what: string, curl: number): EgressOutcome {
  return { outcome: 'blocked', layer, detail: `${what} (curl ${curl}).` };
}

/** The network is fine: the API server answered. */
function answeredWithout(credential: z.output<typeof factsSchema>['with'], http: number): EgressOutcome {
  if (credential === 'none') return { outcome: 'reached' };
  const why =
    credential === 'missing'
      ? 'The kubelet of the node has no client certificate where its kubeconfig says'
      : 'The API server does not accept the client certificate of the kubelet';
  return { outcome: 'blocked', layer: 'authentication', detail: `${why} (HTTP ${http}).` };
}

function unclear(what: string, remedy: string): EgressOutcome {
  return { outcome: 'unclear', reason: 'invalid', detail: `${what}.`, remedy };
}
