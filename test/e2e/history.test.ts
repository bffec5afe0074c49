/** Four weeks of history, made at the first start and interrupted half way: the stories of the sample unfold in it. */
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { outcomesByCheck } from './support/outcomes.ts';
import { descendantsOf, startProduct, temporaryFolder, untilGone } from './support/product.ts';
import type { Product } from './support/product.ts';
import { allMessages, arrivedAtWebhook, believedAfter } from './support/messages.ts';

interface Audit {
  readonly id: string;
  readonly at: string;
  readonly etcdBytes: number | null;
}

interface Whole {
  readonly baseline: readonly { readonly check: string; readonly state: string }[];
  readonly headline: {
    readonly objects: Readonly<Record<string, number>> | null;
    readonly apiServerMemory: number | null;
  };
}

interface Detail {
  readonly newestAudit: {
    readonly findings: readonly {
      readonly check: string;
      readonly severity: string;
      readonly firstSeen?: string;
      readonly summary: string;
    }[];
    readonly verdicts: readonly { readonly check: string; readonly outcome: string }[];
  };
}

const day = 86_400_000;
let product: Product;
let folder: Awaited<ReturnType<typeof temporaryFolder>>;
let address: string;
let keys: ReadonlyMap<string, string>;

beforeAll(async () => {
  folder = await temporaryFolder();
  const given = { arguments: ['--port', '0', '--data', folder.path] };
  const killed = startProduct(given);
  await vi.waitFor(() => expect(killed.output()).toMatch(/history: day 7 of 28/), {
    timeout: 150_000,
    interval: 100,
  });
  const started = descendantsOf(killed.pid);
  await killed.end('SIGKILL');
  await untilGone(started);

  product = startProduct(given);
  address = await product.address;
  const { items } = (await jsonOf('/api/clusters')) as { items: { key: string; name: string }[] };
  keys = new Map(items.map(({ key, name }) => [name, key]));
}, 400_000);

afterAll(async () => {
  await product.end('SIGKILL');
  await folder.remove();
});

test('the terminal says what it makes, and the second start only what was missing', () => {
  const said = product.output();
  expect(said).toMatch(/^Making 4 weeks of history: day 2[78] of 28 …$/m);
  expect(said).not.toMatch(/history: day [1-6] of 28/);
});

test('every sweep is there once, closed and whole', async () => {
  const { items } = (await jsonOf('/api/sweeps?limit=100')) as {
    items: { id: string; status: string; startedAt: string; summary: { complete: boolean } | null }[];
  };
  const starts = items.map(({ startedAt }) => Date.parse(startedAt)).toReversed();
  expect(starts).toEqual([...new Set(starts)].toSorted((one, other) => one - other));
  expect(items.length).toBeGreaterThanOrEqual(30);
  for (const { id, status, summary } of items) {
    expect([id, status, summary?.complete]).toEqual([id, 'closed', true]);
  }
  for (const [name] of keys) expect(await audits(name)).toHaveLength(items.length);
});

test('etcd rises, day by day, over three weeks and more', async () => {
  const past = await audits('aks-ci-weu-01');
  const sizes = past.map(({ etcdBytes }) => etcdBytes ?? 0);
  expect(past.length).toBeGreaterThanOrEqual(30);
  expect(Date.parse(past.at(-1)?.at ?? '') - Date.parse(past[0]?.at ?? '')).toBeGreaterThan(26 * day);
  expect(sizes).toEqual(sizes.toSorted((one, other) => one - other));
  expect((sizes.at(-1) ?? 0) / (sizes[0] ?? 0)).toBeGreaterThan(1.35);
});

test('Jobs leak', async () => {
  const jobs = (await wholeAudits('aks-batch-weu-01')).map(
    ({ headline }) => headline.objects?.['jobs.batch'] ?? 0,
  );
  expect(jobs).toEqual(jobs.toSorted((one, other) => one - other));
  expect((jobs.at(-1) ?? 0) - (jobs[0] ?? 0)).toBeGreaterThan(25 * 640);
});

test('the memory of an API server rises until the guard comes, in the last week', async () => {
  const past = (await wholeAudits('aks-ml-frc-01')).map(({ headline }) => headline.apiServerMemory ?? 0);
  expect([past[0], past[20], past.at(-1)].map((share) => Math.round((share ?? 0) * 10))).toEqual([5, 9, 10]);
  const first = await firstSeen('aks-ml-frc-01', 'active-apiserver-guard');
  const age = (Date.now() - first) / day;
  expect(age).toBeGreaterThan(2);
  expect(age).toBeLessThan(6);
});

test('findings begin on their own days', async () => {
  const ages = await Promise.all(
    [
      ['aks-checkout-weu-01', 'webhook-without-backend'],
      ['aks-iot-frc-01', 'excessive-write-calls'],
      ['aks-search-weu-01', 'excessive-list-calls'],
      ['aks-orders-neu-01', 'webhook-without-backend'],
      ['aks-batch-weu-01', 'silent-nodes'],
    ].map(async ([name = '', check = '']) => (Date.now() - (await firstSeen(name, check))) / day),
  );
  // Two may begin in the same sweep, which audits one cluster a moment after the other.
  const hours = ages.map((age) => Math.round(age * 24));
  expect(hours).toEqual(hours.toSorted((one, other) => other - one));
  expect(ages.map((age, place) => age > ([16, 9, 6, 1, 0][place] ?? 0))).toEqual(ages.map(() => true));
  expect(ages.map((age, place) => age < ([20, 13, 10, 5, 4][place] ?? 0))).toEqual(ages.map(() => true));
});

test('what only a past can tell is told: restarts, a database that fills up, a fight over a configuration', async () => {
  const told = await Promise.all(
    [
      ['aks-ml-frc-01', 'restarting-api-server'],
      ['aks-ci-weu-01', 'etcd-filling-up'],
      ['aks-iot-frc-01', 'contested-webhook-configuration'],
    ].map(async ([name = '', check = '']) => {
      const finding = (await newestOf(name)).findings.find((one) => one.check === check);
      return finding === undefined ? `${check}: nothing` : `${finding.severity} ${finding.summary}`;
    }),
  );
  expect(told).toEqual([
    expect.stringMatching(/^high API servers were started at \d separate times in 1 d;/u),
    expect.stringMatching(
      /^medium The etcd database has 7\d % of its quota, grows by 0\.\d % a day and reaches 90 % of its quota in 2\d d/u,
    ),
    expect.stringMatching(
      /^medium The MutatingWebhookConfiguration device-operator-mutating-webhook had \d+ changes in/u,
    ),
  ]);
  const passes = (await newestOf('aks-payments-weu-01')).verdicts.filter(({ outcome }) => outcome === 'pass');
  expect(passes.map(({ check }) => check)).toEqual(
    expect.arrayContaining(['restarting-api-server', 'etcd-filling-up', 'contested-webhook-configuration']),
  );
});

test('a clean-up and a defragmentation show as steps down, and their finding is resolved', async () => {
  const past = await wholeAudits('aks-checkout-weu-01');
  const reports = past.map(({ headline }) => headline.objects?.['policyreports.wgpolicyk8s.io'] ?? null);
  expect([reports[0], reports.at(-1)]).toEqual([40_940, 640]);
  const sizes = (await audits('aks-checkout-weu-01')).map(({ etcdBytes }) => etcdBytes ?? 0);
  const falls = sizes.filter((size, place) => size < (sizes[place - 1] ?? 0));
  expect(falls).toHaveLength(1);
  expect(await firstSeen('aks-checkout-weu-01', 'excessive-object-count')).toBeNaN();
});

test('three days in which a cluster could not be reached are a gap, not zeros', async () => {
  const sizes = (await audits('aks-web-neu-01')).map(({ etcdBytes }) => etcdBytes);
  const unseen = sizes.flatMap((size, place) => (size === null ? [place] : []));
  expect(unseen).toHaveLength(3);
  expect((unseen.at(-1) ?? 0) - (unseen[0] ?? 0)).toBe(2);
});

test('the first sweep of the present goes on from the last one of the past', async () => {
  const newest = (await wholeAudits('aks-batch-weu-01')).at(-1);
  const states = (newest?.baseline ?? []).map(({ check, state }) => `${check} ${state}`);
  expect(states).toContain('excessive-object-count unchanged');
  expect(states.filter((state) => state.endsWith(' new'))).toEqual([]);
});

test('with the past in it, the verdicts are those that the guard of the catalogue counts on', async () => {
  const told = await Promise.all(
    [...keys].map(async ([name, key]) => {
      const { newestAudit } = (await jsonOf(`/api/clusters/${key}`)) as Detail;
      return { name, verdicts: newestAudit.verdicts };
    }),
  );

  await expect(outcomesByCheck(told)).toMatchFileSnapshot('../golden/verdicts/after-four-weeks.json');
});

test('each receiver was told each change once, and everything that is open', async () => {
  const messages = await settledMessages();
  const toldTo = (receiver: string) => messages.filter((message) => message.receiver === receiver);
  const open = (await jsonOf('/api/findings?limit=1000')) as {
    items: { fingerprint: string; severity: string; suppression?: unknown }[];
  };
  const worthTelling = open.items
    .filter(({ severity, suppression }) => severity !== 'low' && severity !== 'info' && !suppression)
    .map(({ fingerprint }) => fingerprint);
  expect(worthTelling.length).toBeGreaterThan(10);
  for (const receiver of ['teams', 'mail', 'webhook']) {
    const told = toldTo(receiver);
    // Else some would not be listed in them.
    expect(told.filter(({ message }) => (message.itemsTotal ?? 0) > (message.items?.length ?? 0))).toEqual(
      [],
    );
    expect([...believedAfter(told)].toSorted(), receiver).toEqual(worthTelling.toSorted());
    // A month of twelve stories: a few a week, reminders of what stays critical among them.
    expect(told.length).toBeLessThan(100);
  }
  const arrived = await arrivedAtWebhook(folder.path);
  expect(new Set(arrived)).toEqual(new Set(toldTo('webhook').map(({ id }) => id)));
});

/** The newest sweep is decided about after it was closed, and what that says is on its way for a moment. */
async function settledMessages() {
  return vi.waitFor(
    async () => {
      const [sweeps, decisions] = await Promise.all([
        jsonOf('/api/sweeps?limit=1'),
        jsonOf('/api/decisions?limit=1'),
      ]);
      const [sweep] = (sweeps as { items: { id: string }[] }).items;
      const [decision] = (decisions as { items: { sweepId: string | null }[] }).items;
      expect(decision?.sweepId).toBe(sweep?.id);
      const messages = await allMessages(jsonOf);
      expect(messages.filter(({ status }) => status !== 'sent')).toEqual([]);
      return messages;
    },
    { timeout: 60_000, interval: 500 },
  );
}

/** Oldest first. */
async function audits(name: string): Promise<readonly Audit[]> {
  const { items } = (await jsonOf(`/api/clusters/${keys.get(name)}/audits?limit=100`)) as { items: Audit[] };
  return items.toReversed();
}

async function wholeAudits(name: string): Promise<readonly Whole[]> {
  const past = await audits(name);
  return Promise.all(
    past.map(async ({ id }) => (await jsonOf(`/api/clusters/${keys.get(name)}/audits/${id}`)) as Whole),
  );
}

/** Milliseconds; not a number when it is not open. */
async function firstSeen(name: string, check: string): Promise<number> {
  const { findings } = await newestOf(name);
  return Date.parse(findings.find((finding) => finding.check === check)?.firstSeen ?? '');
}

async function newestOf(name: string): Promise<Detail['newestAudit']> {
  const { newestAudit } = (await jsonOf(`/api/clusters/${keys.get(name)}`)) as Detail;
  return newestAudit;
}

async function jsonOf(path: string): Promise<unknown> {
  return (await fetch(`${address}${path}`)).json();
}
