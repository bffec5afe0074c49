import { planned } from '../store/builders.ts';
import { describe, expect, test } from 'vitest';
import { startSweep } from '../../src/sweep/plan.ts';
import { clusterNamed, start, worldOf } from '../support/sweep-world.ts';

describe('a sweep', () => {
  test('audits every cluster once and closes with the sum of what was found', async () => {
    const world = worldOf({
      fleet: () => ({ calm: { n1: true, n2: true }, quiet: { n1: true, n2: false } }),
    });

    await world.sweep();

    const [sweep] = (await world.history.sweeps({ limit: 10 })).items;
    expect(sweep).toEqual({
      id: '20261124T060000000Z',
      trigger: 'timer',
      status: 'closed',
      startedAt: '2026-11-24T06:00:00.000Z',
      deadline: '2026-11-24T06:55:00.000Z',
      logSpan: { from: '2026-11-24T04:45:00.000Z', to: '2026-11-24T05:45:00.000Z' },
      closedAt: '2026-11-24T06:00:30.000Z',
      summary: {
        complete: true,
        clusters: { planned: 0, surveyed: 0, audited: 2, failed: 0, missed: 0, skipped: 0, vanished: 0 },
        findings: { high: 1 },
        score: 50,
        coverage: 1,
        load: { requests: 4, bytes: 200, objects: 6 },
        figures: {
          score: 50,
          coverage: 1,
          'findings.critical': 0,
          'findings.high': 1,
          'findings.medium': 0,
          'findings.low': 0,
          'findings.info': 0,
          suppressed: 0,
          'load.requests': 4,
          'load.bytes': 200,
          'load.objects': 6,
        },
      },
    });
    expect(Object.fromEntries(world.reads)).toEqual({ calm: 1, quiet: 1 });
  });

  test('keeps each audit whole: verdicts, score, baseline, evidence and load', async () => {
    const world = worldOf({ fleet: () => ({ calm: { n1: true } }) });

    await world.sweep();

    expect(await world.history.audit('calm', '20261124T060000000Z')).toEqual({
      schemaVersion: 2,
      sweepId: '20261124T060000000Z',
      cluster: clusterNamed('calm'),
      facts: null,
      startedAt: '2026-11-24T06:00:00.000Z',
      finishedAt: '2026-11-24T06:00:00.000Z',
      score: { value: 100, coverage: 1, unsuppressed: 100 },
      headline: {
        score: 100,
        coverage: 1,
        findings: {},
        suppressed: 0,
        etcdBytes: null,
        etcdUsed: null,
        apiServerCpu: null,
        apiServerMemory: null,
        etcdMemory: null,
        requestsPerSecond: null,
        objects: null,
        kubernetesVersion: null,
        load: { requests: 2, bytes: 100, objects: 3 },
      },
      verdicts: [{ check: 'silent-nodes', outcome: 'pass', inspected: 1 }],
      baseline: [],
      evidence: [
        {
          kind: 'nodeHeartbeats',
          milliseconds: 5,
          load: { requests: 2, bytes: 100, objects: 3 },
          ok: true,
          at: '2026-11-24T06:00:00.000Z',
        },
      ],
      clients: null,
      load: { requests: 2, bytes: 100, objects: 3 },
    });
  });

  test('a finding is new, then unchanged, then resolved; forbidden in between, it is not resolved', async () => {
    const days = [{ n1: false }, { n1: false }, 'forbidden', { n1: true }] as const;
    let day = 0;
    const world = worldOf({ fleet: () => ({ quiet: days[day] ?? {} }) });
    const states: unknown[] = [];

    for (day = 0; day < days.length; day += 1) {
      world.clock.moveTo(new Date(start.getTime() + day * 86_400_000));
      await world.sweep();
      states.push((await world.history.baseline('quiet')).map(({ state }) => state));
    }

    expect(states).toEqual([['new'], ['unchanged'], ['unknown'], ['resolved']]);
  });

  test('a cluster whose audit breaks at every try is given up: the sweep closes incomplete and says so', async () => {
    const world = worldOf({ fleet: () => ({ calm: { n1: true }, broken: 'breaks' }) });

    await world.sweep();

    const [sweep] = (await world.history.sweeps({ limit: 1 })).items;
    expect(sweep?.summary).toMatchObject({
      complete: false,
      clusters: { audited: 1, failed: 1 },
      coverage: 0.5,
    });
    expect(await world.history.latestOf('broken')).toEqual({
      cluster: clusterNamed('broken'),
      newest: null,
      notAudited: {
        sweepId: '20261124T060000000Z',
        at: '2026-11-24T06:00:30.000Z',
        why: 'The audit broke at every try; the log of the function audit-cluster says why.',
        state: 'failed',
      },
    });
    expect(world.reads.get('broken')).toBe(5);
    expect(await world.history.deadLetters(10)).toMatchObject([
      {
        queue: 'audit-cluster',
        body: '{"schemaVersion":1,"sweepId":"20261124T060000000Z","clusterKey":"broken"}',
      },
    ]);
  });

  test.each<['audit-cluster' | 'close-sweep', unknown, string]>([
    [
      'audit-cluster',
      { hello: 'world' },
      'The message in queue audit-cluster is not one of ours (schemaVersion: Invalid input: expected 1; sweepId: Invalid input: expected string, received undefined; clusterKey: Invalid input: expected string, received undefined; Unrecognized key: "hello"); expected is one like {"schemaVersion":1,"sweepId":"20261124T031500000Z","clusterKey":"prod-1-0123456789abcdef"}.',
    ],
    [
      'audit-cluster',
      { schemaVersion: 1, sweepId: '20200101T000000000Z', clusterKey: 'prod' },
      'Sweep 20200101T000000000Z has no cluster prod in its ledger.',
    ],
    ['close-sweep', 'not json at all', 'Handling it failed every time.'],
  ])('a message in %s that is not ours is kept as it was, with why: %j', async (queue, message, why) => {
    const world = worldOf({ fleet: () => ({ calm: { n1: true } }) });

    await world.queues.send(queue, message);
    await world.drain();

    expect(await world.history.deadLetters(10)).toEqual([
      {
        queue,
        messageId: '1',
        at: start.toISOString(),
        body: typeof message === 'string' ? message : JSON.stringify(message),
        why,
      },
    ]);
    expect((await world.history.sweeps({ limit: 10 })).items).toEqual([]);
  });

  test('clusters that are not done by the deadline are recorded as missed, with when that was', async () => {
    const world = worldOf({ fleet: () => ({ lost: { n1: true } }) });
    await world.history.openSweep({
      id: '20261124T060000000Z',
      trigger: 'timer',
      status: 'running',
      startedAt: start.toISOString(),
      deadline: '2026-11-24T06:55:00.000Z',
    });
    // Its message got lost with the queue: nobody will audit it.
    await world.history.planClusters('20261124T060000000Z', planned(clusterNamed('lost')));

    await world.queues.send('close-sweep', { schemaVersion: 1, sweepId: '20261124T060000000Z' });
    await world.drain();

    expect(await world.history.ledger('20261124T060000000Z')).toEqual([
      {
        sweepId: '20261124T060000000Z',
        cluster: clusterNamed('lost'),
        state: 'missed',
        why: 'Not finished by the deadline, 2026-11-24T06:55:00.000Z.',
      },
    ]);
    expect((await world.history.sweep('20261124T060000000Z'))?.summary?.complete).toBe(false);
  });

  test('an answer that comes after the sweep was closed is not asked for', async () => {
    const world = worldOf({ fleet: () => ({ late: { n1: true } }) });
    await world.history.planClusters('20261124T060000000Z', planned(clusterNamed('late')));
    await world.history.markLedger('20261124T060000000Z', 'late', 'missed', 'Too late.');

    await world.queues.send('audit-cluster', {
      schemaVersion: 1,
      sweepId: '20261124T060000000Z',
      clusterKey: 'late',
    });
    await world.drain();

    expect(world.reads.size).toBe(0);
  });

  test('there is at most one sweep: a second start hands back the open one', async () => {
    const world = worldOf({ fleet: () => ({ calm: { n1: true } }) });
    const first = await startSweep(world.context, 'timer');
    world.clock.moveTo(new Date(start.getTime() + 1000));

    const second = await startSweep(world.context, 'request');

    expect({ started: second.started, id: second.sweep.id }).toEqual({ started: false, id: first.sweep.id });
    await world.drain();
    expect((await world.history.sweeps({ limit: 10 })).items).toHaveLength(1);
  });

  test('a fleet that cannot be listed is tried again, noted, and never closes as complete', async () => {
    const world = worldOf({
      fleet: () => {
        throw new Error('kubeconfig /etc/fleet is missing');
      },
    });

    await world.sweep();

    const [sweep] = (await world.history.sweeps({ limit: 1 })).items;
    expect(sweep).toMatchObject({
      status: 'closed',
      problem: 'kubeconfig /etc/fleet is missing',
      summary: { complete: false, coverage: 0, score: null },
    });
    expect(world.log.filter((line) => line === 'Sweep could not be planned').length).toBeGreaterThan(1);
  });

  test('a fleet that can be listed at the second try is swept as if nothing had been', async () => {
    let tries = 0;
    const world = worldOf({
      fleet: () => {
        tries += 1;
        if (tries === 1) throw new Error('no network');
        return { calm: { n1: true } };
      },
    });

    await world.sweep();

    const [sweep] = (await world.history.sweeps({ limit: 1 })).items;
    expect(sweep).toMatchObject({ status: 'closed', summary: { complete: true, clusters: { audited: 1 } } });
    expect(sweep).not.toHaveProperty('problem');
  });
});

describe('a cluster that is stopped', () => {
  test('is skipped with its reason; the sweep is complete without it, and so is its coverage', async () => {
    const world = worldOf({
      fleet: () => ({ calm: { n1: true }, asleep: { n1: true } }),
      stopped: () => ['asleep'],
    });

    await world.sweep();

    expect(world.steps).toEqual(['audit calm']);
    expect((await world.history.sweep('20261124T060000000Z'))?.summary).toEqual({
      complete: true,
      clusters: { planned: 0, surveyed: 0, audited: 1, failed: 0, missed: 0, skipped: 1, vanished: 0 },
      findings: {},
      score: 100,
      coverage: 1,
      load: { requests: 2, bytes: 100, objects: 3 },
      figures: {
        score: 100,
        coverage: 1,
        'findings.critical': 0,
        'findings.high': 0,
        'findings.medium': 0,
        'findings.low': 0,
        'findings.info': 0,
        suppressed: 0,
        'load.requests': 2,
        'load.bytes': 100,
        'load.objects': 3,
      },
    });
    expect(await world.history.latestOf('asleep')).toEqual({
      cluster: clusterNamed('asleep'),
      newest: null,
      notAudited: {
        sweepId: '20261124T060000000Z',
        at: '2026-11-24T06:00:30.000Z',
        why: 'It is stopped.',
        state: 'skipped',
      },
    });
  });

  test('is audited again once it runs, and its row says no more that it was skipped', async () => {
    let stopped = ['nap'];
    const world = worldOf({ fleet: () => ({ nap: { n1: true } }), stopped: () => stopped });
    await world.sweep();
    stopped = [];
    world.clock.moveTo(new Date(start.getTime() + 3_600_000));

    await world.sweep();

    expect(await world.history.latestOf('nap')).toMatchObject({ newest: { id: '20261124T070000000Z' } });
    expect(await world.history.latestOf('nap')).not.toHaveProperty('notAudited');
  });
});

test('a sweep that could not see all of the fleet is not complete, and tells which parts', async () => {
  const world = worldOf({
    fleet: () => ({ calm: { n1: true } }),
    unseen: () => ['The subscription s-1 cannot be read. Assign Reader.'],
  });

  await world.sweep();

  expect(await world.history.sweep('20261124T060000000Z')).toMatchObject({
    status: 'closed',
    unseen: ['The subscription s-1 cannot be read. Assign Reader.'],
    summary: { complete: false, clusters: { audited: 1 }, coverage: 1 },
  });
});

describe('a cluster that vanished', () => {
  async function hoursOf(
    hours: readonly Readonly<Record<string, { readonly n1: boolean }>>[],
    leftOut: Readonly<Record<string, string>> = {},
  ) {
    let hour = 0;
    const world = worldOf({ fleet: () => hours[hour] ?? {}, leftOut: () => (hour > 0 ? leftOut : {}) });
    const told: unknown[] = [];
    for (hour = 0; hour < hours.length; hour += 1) {
      world.clock.moveTo(new Date(start.getTime() + hour * 3_600_000));
      await world.sweep();
      const [sweep] = (await world.history.sweeps({ limit: 1 })).items;
      const ledger = await world.history.ledger(sweep?.id ?? '');
      told.push(Object.fromEntries(ledger.map(({ cluster, state }) => [cluster.name, state])));
    }
    return { world, told };
  }

  const [calm, both] = [{ calm: { n1: true } }, { calm: { n1: true }, lost: { n1: false } }];

  test('is told once; when it comes back and vanishes again, it is told again', async () => {
    const { told } = await hoursOf([both, calm, calm, both, calm]);

    expect(told).toEqual([
      { calm: 'audited', lost: 'audited' },
      { calm: 'audited', lost: 'vanished' },
      { calm: 'audited' },
      { calm: 'audited', lost: 'audited' },
      { calm: 'audited', lost: 'vanished' },
    ]);
  });

  test('keeps its last figures and says that it is gone; the sweep is complete without it', async () => {
    const { world } = await hoursOf([both, calm]);

    expect(await world.history.latestOf('lost')).toMatchObject({
      newest: { id: '20261124T060000000Z', headline: { findings: { high: 1 } } },
      notAudited: {
        sweepId: '20261124T070000000Z',
        at: '2026-11-24T07:00:30.000Z',
        why: 'It was in the fleet before and was not found: deleted, moved, or the auditor may not read it any more.',
        state: 'vanished',
      },
    });
    expect((await world.history.sweep('20261124T070000000Z'))?.summary).toMatchObject({
      complete: true,
      clusters: { audited: 1, vanished: 1 },
      findings: {},
      coverage: 1,
    });
  });

  test('because a rule leaves it out now is told by that rule', async () => {
    const { world } = await hoursOf([both, calm], { lost: 'FLEET_EXCLUDE_NAMES has "lost".' });

    expect(await world.history.ledgerEntry('20261124T070000000Z', 'lost')).toEqual({
      sweepId: '20261124T070000000Z',
      cluster: clusterNamed('lost'),
      state: 'vanished',
      why: 'It does not belong to the fleet any more. FLEET_EXCLUDE_NAMES has "lost".',
    });
  });
});

test('the next sweep reads the log from where the last one ended', async () => {
  const world = worldOf({ fleet: () => ({ calm: { n1: true } }), workspaces: { calm: '/north' } });
  await world.sweep();
  world.clock.moveTo(new Date('2026-11-24T07:31:00.000Z'));

  await world.sweep();

  expect((await world.history.sweeps({ limit: 2 })).items.map(({ logSpan }) => logSpan)).toEqual([
    { from: '2026-11-24T05:45:00.000Z', to: '2026-11-24T07:15:00.000Z' },
    { from: '2026-11-24T04:45:00.000Z', to: '2026-11-24T05:45:00.000Z' },
  ]);
});
