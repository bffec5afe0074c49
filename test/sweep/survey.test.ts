import { describe, expect, test } from 'vitest';
import { surveyMessage } from '../../src/sweep/messages.ts';
import { startSweep } from '../../src/sweep/plan.ts';
import { surveyWorkspace } from '../../src/sweep/survey.ts';
import { auditLogging, auditSource, loggedHeartbeats } from '../support/azure-evidence.ts';
import { gathered } from '../support/evidence.ts';
import type { World } from '../support/sweep-world.ts';
import { clusterNamed, start, worldOf } from '../support/sweep-world.ts';

const sweepId = '20261124T060000000Z';
const speaking = { n1: true };
const after = (minutes: number): Date => new Date(start.getTime() + minutes * 60_000);

async function statesIn(world: World, id = sweepId): Promise<Readonly<Record<string, string>>> {
  const ledger = await world.history.ledger(id);
  return Object.fromEntries(ledger.map(({ cluster, state }) => [cluster.name, state]));
}

describe('the logs of a workspace', () => {
  test('are surveyed before the audits, which are handed what the survey and the planning found', async () => {
    const world = worldOf({
      fleet: () => ({ calm: speaking, quiet: { n1: false } }),
      workspaces: { calm: '/north', quiet: '/north' },
    });

    await world.sweep();

    expect(world.steps).toEqual(['survey calm quiet', 'audit calm', 'audit quiet']);
    expect(world.handed.get('calm')).toEqual({
      auditLogging: gathered(auditLogging({ source: auditSource({ workspaceId: '/north' }) })),
      loggedHeartbeats: gathered(loggedHeartbeats()),
    });
    expect((await world.history.sweep(sweepId))?.summary).toMatchObject({
      complete: true,
      clusters: { audited: 2 },
    });
  });

  test('are asked for the stretch of the sweep, and for the kinds that checks need', async () => {
    const world = worldOf({ fleet: () => ({ calm: speaking }), workspaces: { calm: '/north' } });
    const asked: unknown[] = [];
    const context: typeof world.context = {
      ...world.context,
      survey: (clusters, span, kinds) => {
        asked.push({ clusters, span, kinds });
        return world.context.survey(clusters, span, kinds);
      },
    };
    const source = auditSource({ workspaceId: '/north' });
    const kept = gathered(auditLogging({ source }));
    await startSweep(context, 'timer');

    await surveyWorkspace(context, surveyMessage(sweepId, ['calm']));

    expect(asked).toEqual([
      {
        clusters: [{ cluster: clusterNamed('calm'), source, known: { auditLogging: kept }, unneeded: {} }],
        span: { from: '2026-11-24T04:45:00.000Z', to: '2026-11-24T05:45:00.000Z' },
        kinds: ['nodeHeartbeats'],
      },
    ]);
  });

  test('of another workspace are another survey', async () => {
    const world = worldOf({
      fleet: () => ({ a: speaking, b: speaking, c: speaking }),
      workspaces: { a: '/north', b: '/south', c: '/north' },
    });

    await world.sweep();

    expect(world.steps).toEqual(['survey a c', 'survey b', 'audit a', 'audit c', 'audit b']);
  });

  test('that go nowhere need no survey: such a cluster goes straight to its audit', async () => {
    const world = worldOf({
      fleet: () => ({ logged: speaking, plain: speaking }),
      workspaces: { logged: '/north' },
    });

    await world.sweep();

    expect(world.steps).toEqual(['survey logged', 'audit plain', 'audit logged']);
    expect(world.handed.get('plain')).toEqual({
      auditLogging: gathered(auditLogging({ source: null })),
    });
  });

  test('of which only a message speaks are not asked, and the cluster is audited', async () => {
    const world = worldOf({ fleet: () => ({ plain: speaking }) });
    await startSweep(world.context, 'timer');

    await surveyWorkspace(world.context, surveyMessage(sweepId, ['plain', 'stranger']));
    await world.drain();

    expect(new Set(world.steps)).toEqual(new Set(['audit plain']));
    expect(await statesIn(world)).toEqual({ plain: 'audited' });
  });
});

describe('a survey that breaks at every try', () => {
  test('is evidence: every audit is made, with the reason why there are no logs, and the message is kept', async () => {
    const world = worldOf({
      fleet: () => ({ calm: speaking }),
      workspaces: { calm: '/north' },
      onSurvey: () => {
        throw new Error('the survey broke');
      },
    });

    await world.sweep();

    const broken = {
      ok: false,
      reason: 'invalid',
      detail: 'The survey of the audit logs broke at every try.',
      remedy: 'Look into the log of the function survey-workspace and report it as a fault of the auditor.',
    };
    expect(world.steps).toEqual([...Array<string>(5).fill('survey calm'), 'audit calm']);
    expect(world.handed.get('calm')).toEqual({
      auditLogging: gathered(auditLogging({ source: auditSource({ workspaceId: '/north' }) })),
      logVisibility: broken,
      requestsByClient: broken,
      latencyByClient: broken,
      latencyByCall: broken,
      slowRequestLayers: broken,
      failedRequests: broken,
      webhookFailures: broken,
      webhookLogLines: broken,
      creationsByClient: broken,
      loggedHeartbeats: broken,
    });
    expect(await world.history.deadLetters(10)).toEqual([
      {
        queue: 'survey-workspace',
        messageId: '2',
        at: start.toISOString(),
        body: `{"schemaVersion":1,"sweepId":"${sweepId}","clusterKeys":["calm"]}`,
        why: 'The survey broke at every try; the log of the function survey-workspace says why.',
      },
    ]);
    expect((await world.history.sweep(sweepId))?.summary).toMatchObject({
      complete: true,
      clusters: { audited: 1 },
    });
  });

  test('keeps no other waiting', async () => {
    let tries = 0;
    const world = worldOf({
      fleet: () => ({ a: speaking, b: speaking }),
      workspaces: { a: '/north', b: '/south' },
      onSurvey: () => {
        tries += 1;
        if (tries === 1) throw new Error('the survey broke');
      },
    });

    await world.sweep();

    expect(world.steps).toEqual(['survey a', 'survey b', 'survey a', 'audit b', 'audit a']);
    expect(await world.history.deadLetters(10)).toEqual([]);
  });
});

describe('a survey message', () => {
  test('of a sweep that was closed asks nobody and sends nothing', async () => {
    const world = worldOf({ fleet: () => ({ calm: speaking }), workspaces: { calm: '/north' } });
    await world.sweep();
    const before = [...world.steps];

    await world.queues.send('survey-workspace', surveyMessage(sweepId, ['calm']));
    await world.drain();

    expect(world.steps).toEqual(before);
    expect(await statesIn(world)).toEqual({ calm: 'audited' });
  });

  test('of a sweep that gave its clusters up asks nobody', async () => {
    const world = worldOf({ fleet: () => ({ calm: speaking }), workspaces: { calm: '/north' } });
    await startSweep(world.context, 'timer');
    await world.history.markLedger(sweepId, 'calm', 'missed', 'Too late.');

    await world.drain();

    expect(world.steps).toEqual([]);
  });

  test('that comes after the deadline asks nobody and takes no turn', async () => {
    const world = worldOf({ fleet: () => ({ calm: speaking }), workspaces: { calm: '/north' } });
    const { sweep } = await startSweep(world.context, 'timer');
    const late = { ...world.context, now: () => new Date(sweep.deadline) };

    await surveyWorkspace(late, surveyMessage(sweepId, ['calm']));

    expect(world.steps).toEqual([]);
    const until = after(90);
    expect(await world.history.takeTurn('log-queries', 'another', { now: start, until })).toBe(true);
  });

  test('of a sweep that never was is kept as a dead letter that says so', async () => {
    const world = worldOf({ fleet: () => ({}) });

    await world.queues.send('survey-workspace', surveyMessage('20200101T000000000Z', ['calm']));
    await world.drain();

    expect(await world.history.deadLetters(10)).toEqual([
      {
        queue: 'survey-workspace',
        messageId: '1',
        at: start.toISOString(),
        body: '{"schemaVersion":1,"sweepId":"20200101T000000000Z","clusterKeys":["calm"]}',
        why: 'There is no sweep 20200101T000000000Z.',
      },
    ]);
  });

  test('that is none of ours is kept as it was', async () => {
    const world = worldOf({ fleet: () => ({}) });

    await world.queues.send('survey-workspace', { workspace: '/north' });
    await world.drain();

    expect(await world.history.deadLetters(10)).toMatchObject([
      { queue: 'survey-workspace', body: '{"workspace":"/north"}' },
    ]);
    expect((await world.history.deadLetters(10))[0]?.why).toContain(
      'The message in queue survey-workspace is not one of ours',
    );
  });
});

describe('one survey at a time', () => {
  const two = { fleet: () => ({ a: speaking, b: speaking }), workspaces: { a: '/north', b: '/south' } };

  test('a second one waits until the first has ended', async () => {
    const [begun, end] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
    const world = worldOf({
      ...two,
      onSurvey: () => {
        begun.resolve();
        return end.promise;
      },
    });
    await startSweep(world.context, 'timer');

    const running = surveyWorkspace(world.context, surveyMessage(sweepId, ['a']));
    await begun.promise;
    await surveyWorkspace(world.context, surveyMessage(sweepId, ['b']));

    expect(world.steps).toEqual(['survey a']);
    expect(await statesIn(world)).toEqual({ a: 'planned', b: 'planned' });
    end.resolve();
    await running;
    await world.drain();
    expect(world.steps.filter((step) => step.startsWith('survey'))).toEqual(['survey a', 'survey b']);
    expect(await statesIn(world)).toEqual({ a: 'audited', b: 'audited' });
  });

  test('the turn of a holder that died ends after twelve minutes', async () => {
    const moments: Date[] = [];
    const world = worldOf({ ...two, onSurvey: () => void moments.push(world.clock.now()) });
    await world.history.takeTurn('log-queries', 'dead', { now: start, until: after(12) });

    await world.sweep();

    expect(moments).toEqual([after(12), after(12)]);
    expect(await statesIn(world)).toEqual({ a: 'audited', b: 'audited' });
  });

  test('a delivery that died does not keep its own message waiting', async () => {
    const world = worldOf(two);
    await startSweep(world.context, 'timer');
    await world.history.takeTurn('log-queries', `${sweepId} a`, { now: start, until: after(12) });

    await surveyWorkspace(world.context, surveyMessage(sweepId, ['a']));

    expect(world.steps).toEqual(['survey a']);
  });

  test('a message that is delivered again after its survey asks nobody again', async () => {
    const world = worldOf(two);
    await startSweep(world.context, 'timer');

    await surveyWorkspace(world.context, surveyMessage(sweepId, ['a']));
    await surveyWorkspace(world.context, surveyMessage(sweepId, ['a']));

    expect(world.steps).toEqual(['survey a']);
  });
});
