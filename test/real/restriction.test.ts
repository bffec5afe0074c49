/** The cap on one client that a remedy gives, applied to a real API server: it takes the calls, caps them, and goes again. */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { restrictionSteps } from '../../src/checks/support/client-restriction.ts';
import type { PriorityLevelSeats } from '../../src/evidence/api-metrics.ts';
import type { ApiCall } from '../../src/evidence/logs/latency-by-call.ts';
import type { FindingDraft, RemediationStep } from '../../src/model.ts';
import { fieldsOf } from '../../src/remediation/flow-control.ts';
import type { ApiServer } from '../support/api-server.ts';
import { missingApiServer, missingBefore, startApiServer } from '../support/api-server.ts';
import { forbidden } from '../support/evidence.ts';
import { eventually } from '../support/eventually.ts';
import type { FlowClient } from '../support/flow-client.ts';
import { flowClient } from '../support/flow-client.ts';
import { needing } from '../support/needing.ts';
import { createLargeConfigMaps, grantAuditor } from '../support/real-cluster.ts';
import { commandIn, evidenceOf, findingsOf, stepWith, valueOf } from '../support/real-evidence.ts';
import type { Shell } from '../support/shell.ts';
import { missingPrograms, openShell } from '../support/shell.ts';

const missing = missingApiServer ?? missingPrograms;

const bot = 'system:serviceaccount:team-a:report-bot';
const botSubject = {
  kind: 'ServiceAccount',
  serviceAccount: { namespace: 'team-a', name: 'report-bot' },
};
const person = 'someone@example.com';
const calm = 'system:serviceaccount:team-b:calm';

const everywhere = '/api/v1/configmaps?limit=1';
const inside = '/api/v1/namespaces/reports/configmaps?limit=1';
const one = '/api/v1/namespaces/reports/configmaps/large-0';
const listAll: ApiCall = { verb: 'list', resource: 'configmaps', apiGroup: '', scope: 'cluster' };
const listInside: ApiCall = { ...listAll, scope: 'namespace' };

let server: ApiServer;
let shell: Shell;
const clients = new Map<string, FlowClient>();

describe.skipIf(missing !== null)(needing('a client held down on a real API server', missing), () => {
  beforeAll(async () => {
    const accounts = ['system:serviceaccounts'];
    server = await startApiServer([
      { name: bot, groups: accounts },
      { name: calm, groups: accounts },
      { name: person, groups: ['people'] },
    ]);
    shell = await openShell(await server.kubeconfig('admin'));
    for (const user of [bot, calm, person]) {
      await grantAuditor(server, user, [
        { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] },
      ]);
      clients.set(user, flowClient(server, user));
    }
    // More than the buffers between two programs hold: an answer that nobody reads keeps its request going.
    await createLargeConfigMaps(server, 'reports', { count: 50, bytes: 500_000 });
  });

  afterAll(async () => {
    for (const client of clients.values()) await client.stop();
    await shell?.end();
    await server?.stop();
  });

  test.each([
    ['a service account that lists over all namespaces', bot, listAll, everywhere],
    ['a service account that lists inside namespaces', bot, listInside, inside],
    ['a user that lists over all namespaces', person, listAll, everywhere],
    ['a user that lists inside namespaces', person, listInside, inside],
  ])('takes the calls of %s, and gives them back', async (_, user, call, path) => {
    const before = await clientOf(user).ask(path);
    const others = await clientOf(calm).ask(path);

    await heldDown(user, call, async (schema) => {
      expect(await clientOf(user).ask(path)).toMatchObject({ status: 200, schema: schema.uid });
      // Other calls of the client, and the same calls of others, stay where they were.
      expect(await clientOf(user).ask(one)).toMatchObject({ status: 200, schema: before.schema });
      expect(await clientOf(calm).ask(path)).toEqual(others);
    });

    expect(await clientOf(user).ask(path)).toEqual(before);
  });

  test('inside namespaces means that a LIST over all of them passes by', async () => {
    const before = await clientOf(bot).ask(everywhere);

    await heldDown(bot, listInside, async () => {
      expect(await clientOf(bot).ask(everywhere)).toEqual(before);
    });
  });

  test.each<readonly [who: string, user: string, subject: object]>([
    ['the client itself', bot, botSubject],
    ['a group of the client', person, { kind: 'Group', group: { name: 'people' } }],
  ])('wins against a schema for %s that takes the calls today', async (_, user, subject) => {
    await createPair({ precedence: 500, subject });
    try {
      const { uid } = await schemaNamed(pair);
      await eventually('the schema takes the calls', async () =>
        (await clientOf(user).ask(everywhere)).schema === uid ? true : null,
      );

      await heldDown(user, listAll, async (schema) => {
        expect(await clientOf(user).ask(everywhere)).toMatchObject({ status: 200, schema: schema.uid });
      });

      expect(await clientOf(user).ask(everywhere)).toMatchObject({ status: 200, schema: uid });
    } finally {
      await shell.run(`kubectl delete flowschema/${pair} prioritylevelconfiguration/${pair}`);
    }
  });

  test('beyond its seats the client is refused, and nobody else is', async () => {
    await heldDown(bot, listAll, async (schema, steps) => {
      const seats = seatsIn(steps);
      expect(await seatsOf(schema.name)).toMatchObject({ nominal: seats });
      const refusedBefore = await rejections(schema.name);
      const held = await clientOf(bot).hold('/api/v1/configmaps', seats + 4);
      try {
        const passed = held.flows.filter(({ status }) => status === 200);
        const refused = held.flows.filter(({ status }) => status === 429);
        expect(passed.length).toBeGreaterThanOrEqual(1);
        expect(passed.length).toBeLessThanOrEqual(seats);
        expect(refused).toHaveLength(seats + 4 - passed.length);
        for (const { retryAfter } of refused) expect(retryAfter).toMatch(/^\d+$/u);
        // Whose refusals they are is only in the metrics: a refusal of 1.20 does not name its schema.
        expect(await rejections(schema.name)).toBe(refusedBefore + refused.length);

        expect(await clientOf(calm).ask(everywhere)).toMatchObject({ status: 200 });
        expect(await clientOf(person).ask(everywhere)).toMatchObject({ status: 200 });
        expect(await clientOf(bot).ask(one)).toMatchObject({ status: 200 });
      } finally {
        held.release();
      }
      await eventually('a seat is free again', async () =>
        (await clientOf(bot).ask(everywhere)).status === 200 ? true : null,
      );
    });
  });

  const beforeBorrowing = missingBefore(26);
  test.skipIf(beforeBorrowing !== null)(
    needing('borrowingLimitPercent keeps the level from the seats of others', beforeBorrowing),
    async () => {
      await heldDown(bot, listAll, async ({ name }) => {
        const { nominal, upper } = await seatsOf(name);
        expect(upper).toBe(nominal);
      });
    },
  );

  const beforeV1 = missingBefore(29);
  test.skipIf(beforeV1 !== null)(
    needing('where flow control is served as v1, the manifest is in v1', beforeV1),
    async () => {
      await heldDown(bot, listAll, async (_schema, steps) => {
        expect(steps[0]?.manifest).toContain('apiVersion: flowcontrol.apiserver.k8s.io/v1\n');
      });
    },
  );
});

describe.skipIf(missing !== null)(
  needing('flow control without effect on a real API server', missing),
  () => {
    beforeAll(async () => {
      server = await startApiServer([{ name: bot, groups: ['system:serviceaccounts'] }]);
      shell = await openShell(await server.kubeconfig('admin'));
      await grantAuditor(server, bot, [{ apiGroups: [''], resources: ['configmaps'], verbs: ['list'] }]);
      clients.set(bot, flowClient(server, bot));
    });

    afterAll(async () => {
      await clientOf(bot).stop();
      await shell?.end();
      await server?.stop();
    });

    const repairs: readonly (readonly [part: string, given: Given, tooOld: string | null])[] = [
      ['namespaced-rule', { clusterScope: false }, null],
      ['dangling', { points: 'gone' }, null],
      ['shadowed', { precedence: 9_500 }, null],
      ['borrowing', { limited: {} }, missingBefore(26)],
      ['no-seats', { limited: { borrowingLimitPercent: 0 }, shares: 0, queues: true }, missingBefore(29)],
    ];

    for (const [part, given, tooOld] of repairs) {
      test.skipIf(tooOld !== null)(needing(`the remedy of ${part} ends its finding`, tooOld), async () => {
        await createPair(given);
        try {
          const [finding] = await problemsOf(part);
          expect(finding?.resource.name).toBe(pair);
          await shell.run(commandIn(finding?.remediation.steps ?? [], 'kubectl patch'), { LEVEL: pair });

          await eventually('the check finds nothing any more', async () =>
            (await findingsOf(server, 'ineffective-flow-schema')).length === 0 ? true : null,
          );
          const { uid } = await schemaNamed(pair);
          await eventually('the schema takes the calls that it is meant for', async () =>
            (await clientOf(bot).ask(everywhere)).schema === uid ? true : null,
          );
        } finally {
          await shell.run(`kubectl delete flowschema/${pair} prioritylevelconfiguration/${pair}`);
        }
      });
    }
  },
);

const pair = 'restrict-bad-client';

/** How the pair differs from one that works. */
interface Given {
  readonly clusterScope?: boolean;
  readonly precedence?: number;
  readonly points?: string;
  readonly shares?: number;
  readonly queues?: boolean;
  readonly limited?: object;
  readonly subject?: object;
}

/** The pair of the guide, in the version of the server. */
async function createPair(given: Given): Promise<void> {
  const { apiVersion } = valueOf(await evidenceOf(server, 'flowControl'), 'flowControl');
  const { sharesField, borrows } = fieldsOf(apiVersion);
  const api = `/apis/flowcontrol.apiserver.k8s.io/${apiVersion}`;
  await server.request('POST', `${api}/prioritylevelconfigurations`, {
    metadata: { name: pair },
    spec: {
      type: 'Limited',
      limited: {
        [sharesField]: given.shares ?? 5,
        ...(given.limited ?? (borrows ? { borrowingLimitPercent: 0 } : {})),
        limitResponse: { type: given.queues === true ? 'Queue' : 'Reject' },
      },
    },
  });
  await server.request('POST', `${api}/flowschemas`, {
    metadata: { name: pair },
    spec: {
      matchingPrecedence: given.precedence ?? 1_000,
      priorityLevelConfiguration: { name: given.points ?? pair },
      rules: [
        {
          subjects: [given.subject ?? botSubject],
          resourceRules: [
            {
              verbs: ['list'],
              apiGroups: [''],
              resources: ['configmaps'],
              namespaces: ['*'],
              clusterScope: given.clusterScope ?? true,
            },
          ],
        },
      ],
    },
  });
}

async function problemsOf(part: string): Promise<readonly FindingDraft[]> {
  return eventually(`${part} is found`, async () => {
    const found = await findingsOf(server, 'ineffective-flow-schema');
    // Nothing else is wrong with the pair.
    expect(found.every(({ resource }) => resource.part === part)).toBe(true);
    return found.length === 0 ? null : found;
  });
}

async function schemaNamed(name: string): Promise<Schema> {
  const { flowSchemas } = valueOf(await evidenceOf(server, 'flowControl'), 'flowControl');
  const found = flowSchemas.find((schema) => schema.name === name);
  if (found === undefined) throw new Error(`no flow schema ${name}`);
  return found;
}

interface Schema {
  readonly name: string;
  readonly uid: string;
}

/** Applies the remedy as its steps say, and takes it back by its own command. */
async function heldDown(
  user: string,
  call: ApiCall,
  work: (schema: Schema, steps: readonly RemediationStep[]) => Promise<void>,
): Promise<void> {
  const path = call.scope === 'cluster' ? everywhere : inside;
  const before = await clientOf(user).ask(path);
  const { flowControl = forbidden, apiMetrics = forbidden } = await evidenceOf(
    server,
    'flowControl',
    'apiMetrics',
  );
  const steps = restrictionSteps(user, call, [call.verb], { flowControl, apiMetrics });
  const { manifest = '' } = stepWith(steps, 'kind: FlowSchema');
  await shell.save('restrict.yaml', manifest);

  await shell.run('kubectl create --dry-run=server --filename=restrict.yaml');
  expect(await namesOfSchemas()).toEqual(
    flowControl.ok ? flowControl.value.flowSchemas.map(({ name }) => name) : null,
  );
  await shell.run('kubectl create --filename=restrict.yaml');
  try {
    const schema = await asApplied(manifest);
    await eventually('the server goes by the schema', async () =>
      (await clientOf(user).ask(path)).schema === schema.uid ? true : null,
    );
    const [dangling, ...series] = (await shell.run(commandIn(steps, 'Dangling'))).split('\n');
    expect(dangling).toBe('False');
    expect(series.join('\n')).toContain(`flow_schema="${schema.name}"`);
    await work(schema, steps);
  } finally {
    await shell.run(commandIn(steps, 'kubectl delete'));
  }
  await eventually('the server has forgotten the schema', async () =>
    (await clientOf(user).ask(path)).schema === before.schema ? true : null,
  );
}

/** Every field of the manifest is there: a server drops those that it does not know. */
async function asApplied(manifest: string): Promise<Schema> {
  for (const document of parseAllDocuments(manifest)) {
    const object = document.toJS() as { readonly kind: string; readonly metadata: { readonly name: string } };
    const word = `${object.kind.toLowerCase()}/${object.metadata.name}`;
    const live = JSON.parse(await shell.run(`kubectl get ${word} --output=json`)) as {
      readonly metadata: Schema;
    };
    expect(live).toMatchObject(object);
    if (object.kind === 'FlowSchema') return live.metadata;
  }
  throw new Error('the manifest has no flow schema');
}

async function namesOfSchemas(): Promise<readonly string[]> {
  const { flowSchemas } = valueOf(await evidenceOf(server, 'flowControl'), 'flowControl');
  return flowSchemas.map(({ name }) => name);
}

/** Requests of the schema that were turned away so far. */
async function rejections(schema: string): Promise<number> {
  const { rejected } = valueOf(await evidenceOf(server, 'apiMetrics'), 'apiMetrics');
  return rejected
    .filter(({ flowSchema }) => flowSchema === schema)
    .reduce((sum, { sinceStart }) => sum + sinceStart, 0);
}

/** What the server gives a level, once it has counted anew. */
async function seatsOf(level: string): Promise<PriorityLevelSeats> {
  return eventually(`the server shows the seats of ${level}`, async () => {
    const { seats } = valueOf(await evidenceOf(server, 'apiMetrics'), 'apiMetrics');
    return seats.find(({ priorityLevel, nominal }) => priorityLevel === level && nominal !== null) ?? null;
  });
}

/** What the first step promises. */
function seatsIn(steps: readonly RemediationStep[]): number {
  return Number(/about (\d+) seats/u.exec(steps[0]?.text ?? '')?.[1]);
}

function clientOf(user: string): FlowClient {
  const found = clients.get(user);
  if (found === undefined) throw new Error(`nobody is ${user}`);
  return found;
}
