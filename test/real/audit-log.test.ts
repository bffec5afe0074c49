/** What a real API server writes of a noisy client, asked as a workspace is asked, and found as a fleet's finding. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import pLimit from 'p-limit';
import { Agent, request } from 'undici';
import type { AuditEvent } from '../../local/sample/audit/events.ts';
import { azureSide, clusterIdOf, logsTo } from '../../local/sample/azure-side.ts';
import { type Sample, startSample } from '../../local/sample/index.ts';
import { defineStory } from '../../local/sample/story.ts';
import { createLogAnalytics } from '../../src/azure/log-analytics.ts';
import { surveyLogs } from '../../src/azure/survey-logs.ts';
import { gatherAuditLogging } from '../../src/azure/diagnostic-settings.ts';
import { createArm } from '../../src/azure/arm.ts';
import { checks } from '../../src/checks/index.ts';
import type { Collected } from '../../src/evidence/index.ts';
import { logKinds } from '../../src/evidence/index.ts';
import { evaluate } from '../../src/judgement/evaluate.ts';
import type { Finding } from '../../src/model.ts';
import type { ApiServer } from '../support/api-server.ts';
import { missingApiServer, startApiServer } from '../support/api-server.ts';
import { needing } from '../support/needing.ts';
import { createConfigMaps, grantAuditor } from '../support/real-cluster.ts';
import { spreadOver } from '../support/recorded-log.ts';
import { connectionTo } from '../support/sample-connection.ts';

const noisy = { user: 'system:serviceaccount:team-a:report-bot', agent: 'report-bot/v2.1 (linux/amd64)' };
const calm = { user: 'calm', agent: 'calm-controller/v1.0' };
/** More than ten a second over the stretch below. */
const lists = 12_500;
const gets = 1_500;
const configMaps = 50;

const windowMinutes = 20;
/** All of the window but its first seconds. */
const seconds = windowMinutes * 60 - 20;
const minute = 60_000;

let server: ApiServer;
let sample: Sample;
let directory: string;
let raw: readonly AuditEvent[];
let evidence: Collected;

describe.skipIf(missingApiServer !== null)(
  needing('the audit log of a real API server', missingApiServer),
  () => {
    beforeAll(async () => {
      server = await startApiServer([
        { name: noisy.user, groups: ['system:serviceaccounts'] },
        { name: calm.user, groups: ['team-b'] },
      ]);
      const rules = [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list'] }];
      await grantAuditor(server, noisy.user, rules);
      await grantAuditor(server, calm.user, rules);
      await createConfigMaps(server, 'reports', configMaps);
      await send(noisy, '/api/v1/configmaps', lists);
      await send(calm, '/api/v1/namespaces/reports/configmaps/leader-1', gets);
      // Only what the server has written of these two: creating the objects is the test's own doing.
      raw = ((await server.auditLog()) as readonly AuditEvent[]).filter(({ userAgent }) =>
        [noisy.agent, calm.agent].includes(userAgent),
      );

      const to = new Date(Math.floor(Date.now() / (5 * minute)) * 5 * minute - 15 * minute);
      const story = defineStory({
        name: 'aks-recorded-weu-01',
        azure: azureSide({ diagnosticSettings: [logsTo('law-fleet-weu', 'kube-audit', 'kube-apiserver')] }),
        recordedLog: spreadOver(raw, { end: to, seconds }),
      });
      directory = await mkdtemp(join(tmpdir(), 'recorded-'));
      sample = await startSample({ directory, stories: [story], limits: false });
      evidence = await surveyed(clusterIdOf(story).toLowerCase(), to);
    }, 180_000);

    afterAll(async () => {
      await sample?.stop();
      await server?.stop();
      if (directory !== undefined) await rm(directory, { recursive: true });
    });

    test('counts of every client are those of the raw log, counted by other code', () => {
      const counted = [noisy, calm].map(({ user, agent }) => {
        const own = raw.filter((event) => event.userAgent === agent && event.user.username === user);
        return {
          userAgent: agent,
          username: user,
          requests: own.length,
          lists: own.filter(({ verb }) => verb === 'list').length,
          gets: own.filter(({ verb }) => verb === 'get').length,
          writes: 0,
          watches: 0,
        };
      });
      expect(counted.map(({ requests }) => requests)).toEqual([lists, gets]);
      const { requestsByClient } = evidence;
      if (requestsByClient?.ok !== true) throw new Error(requestsByClient?.detail);
      expect(requestsByClient.value.total).toBe(raw.length);
      expect(requestsByClient.value.clients).toEqual(
        counted.map((one) => ({ ...one, role: 'client', share: one.requests / raw.length })),
      );
    });

    test('so are those of each call, and their times', () => {
      const { latencyByCall } = evidence;
      if (latencyByCall?.ok !== true) throw new Error(latencyByCall?.detail);
      const [list, get] = ['list', 'get'].map((verb) => {
        const own = raw.filter((event) => event.verb === verb);
        return { requests: own.length, totalMs: own.reduce((sum, event) => sum + millisecondsOf(event), 0) };
      });
      expect(latencyByCall.value.calls).toMatchObject([
        {
          verb: 'list',
          resource: 'configmaps',
          scope: 'cluster',
          requests: list?.requests,
          unpaged: lists,
          totalMs: about(list?.totalMs),
        },
        {
          verb: 'get',
          resource: 'configmaps',
          scope: 'resource',
          requests: get?.requests,
          totalMs: about(get?.totalMs),
        },
      ]);
    });

    test('the findings name the client, its verb and its resource', () => {
      const client = { kind: 'client', name: `report-bot (${noisy.user})` };
      expect(
        findingsIn(evidence).map(({ check, culprit, resource }) => ({ check, culprit, part: resource.part })),
      ).toEqual([
        { check: 'dominant-client', culprit: client, part: noisy.user },
        { check: 'excessive-list-calls', culprit: client, part: `${noisy.user} list configmaps cluster` },
      ]);
    });
  },
);

/** Asks the simulated workspace as a survey does. */
async function surveyed(resourceId: string, to: Date): Promise<Collected> {
  const connection = connectionTo(sample);
  const signal = AbortSignal.timeout(60_000);
  const now = (): Date => new Date();
  const logging = await gatherAuditLogging(createArm(connection), [resourceId], { signal, now });
  const auditLogging = logging.get(resourceId);
  if (auditLogging?.ok !== true || auditLogging.value.source === null) throw new Error('It logs nothing.');
  const { source } = auditLogging.value;
  const answers = await surveyLogs(createLogAnalytics(connection), [{ resourceId, source, unneeded: {} }], {
    from: new Date(to.getTime() - windowMinutes * minute),
    to,
    kinds: logKinds,
    signal,
    now,
  });
  return { ...answers.get(resourceId), auditLogging };
}

function findingsIn(collected: Collected): readonly Finding[] {
  const verdicts = evaluate(checks, collected, {
    now: new Date(),
    fingerprint: (check, resource) => JSON.stringify([check, resource]),
    outOfScope: () => null,
    onFault: (_check, error) => {
      throw error;
    },
  });
  return verdicts.flatMap((verdict) => (verdict.outcome === 'fail' ? verdict.findings : []));
}

/** Sends so many GETs as this user and under this name. */
async function send(client: { user: string; agent: string }, path: string, count: number): Promise<void> {
  const { ca, token } = server.credentials(client.user);
  const dispatcher = new Agent({ connect: { ca }, connections: 20 });
  const headers = { authorization: `Bearer ${token}`, 'user-agent': client.agent };
  const slots = pLimit(20);
  const one = async (): Promise<void> => {
    const answer = await request(`${server.url}${path}`, { headers, dispatcher });
    await answer.body.dump();
    if (answer.statusCode !== 200) throw new Error(`${path}: ${answer.statusCode}`);
  };
  await Promise.all(Array.from({ length: count }, () => slots(one)));
  await dispatcher.close();
}

function millisecondsOf(event: AuditEvent): number {
  // The log tells microseconds, of which a Date keeps none.
  return Date.parse(event.stageTimestamp) - Date.parse(event.requestReceivedTimestamp);
}

/** Times are rounded to milliseconds on the way. */
function about(milliseconds: number | undefined): unknown {
  return expect.closeTo(milliseconds ?? Number.NaN, 0);
}
