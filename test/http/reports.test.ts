import { XMLValidator } from 'fast-xml-parser';
import { describe, expect, test } from 'vitest';
import { reportPolicy } from '../../src/pages/index.ts';
import { AuditReport } from '../../src/report/audit-report.ts';
import { reportFormats } from '../../src/report/formats.ts';
import type { History } from '../../src/store/history.ts';
import { memoryHistory } from '../../src/store/memory-history.ts';
import { aCluster, anAudit, aSweep, minute, planned, summary, sweepId } from '../store/builders.ts';
import { recordsOf } from '../support/csv.ts';
import { parseOpenMetrics } from '../support/openmetrics.ts';
import { ask, depsWith, jsonOf, problemOf } from './asking.ts';

const clusters = ['a', 'b', 'c'].map(aCluster);

/** A closed sweep of three clusters, of which one was not audited, and an open one after it. */
async function sweptFleet(change: Partial<History> = {}): Promise<History> {
  const history = { ...memoryHistory(), ...change };
  await history.openSweep(aSweep(0));
  await history.planClusters(sweepId(0), planned(...clusters));
  for (const cluster of clusters.slice(0, 2)) {
    await history.saveAudit(anAudit(cluster, 0));
    await history.markLedger(sweepId(0), cluster.key, 'audited');
  }
  await history.markLedger(sweepId(0), clusters[2]?.key ?? '', 'failed', 'The name cannot be resolved.');
  await history.closeSweep(sweepId(0), minute(3).toISOString(), summary);
  await history.openSweep(aSweep(60));
  return history;
}

describe('GET /api/reports/fleet', () => {
  test('is the report of the newest sweep that is closed, as JSON without a format', async () => {
    const report = await jsonOf(depsWith({ history: await sweptFleet() }), '/api/reports/fleet');

    expect(AuditReport.parse(report)).toEqual(report);
    expect(report).toMatchObject({
      sweep: { id: '20261124T120000000Z', complete: false },
      comparedWith: { kind: 'audits' },
      clusters: [
        { name: 'a', state: 'audited', findings: [{ baselineState: 'new' }] },
        { name: 'b', state: 'audited' },
        { name: 'c', state: 'failed', why: 'The name cannot be resolved.' },
      ],
    });
  });

  test.each([
    ['json', 'application/json', 'attachment; filename="aks-fleet-20261124T120000000Z.json"'],
    ['html', 'text/html; charset=utf-8', 'inline; filename="aks-fleet-20261124T120000000Z.html"'],
    [
      'csv',
      'text/csv; charset=utf-8; header=present',
      'attachment; filename="aks-fleet-20261124T120000000Z.csv"',
    ],
    ['sarif', 'application/sarif+json', 'attachment; filename="aks-fleet-20261124T120000000Z.sarif"'],
    [
      'junit',
      'application/xml; charset=utf-8',
      'attachment; filename="aks-fleet-20261124T120000000Z.junit.xml"',
    ],
    ['openmetrics', 'application/openmetrics-text; version=1.0.0; charset=utf-8', undefined],
  ])('as %s it is %s', async (format, type, disposition) => {
    const deps = depsWith({ history: await sweptFleet() });
    const { status, headers } = await ask(deps, `/api/reports/fleet?format=${format}`);

    expect({ status, type: headers['content-type'], disposition: headers['content-disposition'] }).toEqual({
      status: 200,
      type,
      disposition,
    });
    expect(headers['x-content-type-options']).toBe('nosniff');
  });

  test('what is answered is of its format', async () => {
    const deps = depsWith({ history: await sweptFleet(), pageNotice: 'Sample data.' });
    const textOf = async (format: string): Promise<string> =>
      (await ask(deps, `/api/reports/fleet?format=${format}`)).text;

    expect(recordsOf((await textOf('csv')).slice(1)).map(([record]) => record)).toEqual(
      'record cluster finding partly-unknown unknown cluster finding partly-unknown unknown not-audited subscription'.split(
        ' ',
      ),
    );
    expect(XMLValidator.validate(await textOf('junit'))).toBe(true);
    expect(JSON.parse(await textOf('sarif'))).toMatchObject({ version: '2.1.0' });
    expect(parseOpenMetrics(await textOf('openmetrics')).length).toBeGreaterThan(10);
    expect(await textOf('html')).toContain('Sample data.');
  });

  test('the page runs under a policy of its own: its one style sheet, nothing of ours or of others', async () => {
    const deps = depsWith({ history: await sweptFleet() });
    const html = await ask(deps, '/api/reports/fleet?format=html');
    const csv = await ask(deps, '/api/reports/fleet?format=csv');

    expect(html.headers['content-security-policy']).toBe(`${reportPolicy}; frame-ancestors 'none'`);
    expect(csv.headers['content-security-policy']).toMatch(/style-src 'self'/u);
  });

  test.each(reportFormats)('as %s it is not sent again while nothing has changed', async (format) => {
    const deps = depsWith({ history: await sweptFleet() });
    const path = `/api/reports/fleet?format=${format}`;
    const { headers } = await ask(deps, path);
    const again = await ask({ ...deps, now: () => minute(9) }, path, {
      headers: { 'if-none-match': headers['etag'] ?? '' },
    });

    expect({ status: again.status, policy: again.headers['content-security-policy'] }).toEqual({
      status: 304,
      policy: headers['content-security-policy'],
    });
  });

  test('before the first sweep has closed there is none, and the answer is a problem also for a browser', async () => {
    const headers = { accept: 'text/html' };

    expect(await problemOf(depsWith(), '/api/reports/fleet?format=html', { headers })).toMatchObject({
      status: 404,
      detail:
        'No sweep has closed yet, so there is nothing to report; GET /api/sweeps tells how far the first one is.',
    });
  });

  test.each([
    ['format=yaml', 'format', 'Expected json, html, csv, sarif, junit, openmetrics.'],
    ['format=', 'format', 'Expected json, html, csv, sarif, junit, openmetrics.'],
    ['cluster=a', 'cluster', 'There is no such parameter. Known are: format.'],
  ])('%s is refused', async (query, parameter, detail) => {
    expect(await problemOf(depsWith(), `/api/reports/fleet?${query}`)).toMatchObject({
      status: 400,
      errors: [{ parameter, detail }],
    });
  });

  test('reads few audits at a time, whatever the size of the fleet', async () => {
    const many = Array.from({ length: 100 }, (_, place) => aCluster(`c-${place}`));
    const history = memoryHistory();
    await history.openSweep(aSweep(0));
    await history.planClusters(sweepId(0), planned(...many));
    await history.closeSweep(sweepId(0), minute(3).toISOString(), summary);
    let [now, most] = [0, 0];
    const counting: History = {
      ...history,
      async audit() {
        now += 1;
        most = Math.max(most, now);
        await Promise.resolve();
        now -= 1;
        return null;
      },
    };

    await jsonOf(depsWith({ history: counting }), '/api/reports/fleet');

    expect(most).toBeGreaterThan(1);
    expect(most).toBeLessThanOrEqual(16);
  });
});

describe('GET /api/metrics', () => {
  test('is the newest state of the fleet as OpenMetrics; no audit is read for it', async () => {
    const history = await sweptFleet();
    const unread: History = { ...history, audit: () => Promise.reject(new Error('an audit was read')) };
    const { headers, text } = await ask(depsWith({ history: unread }), '/api/metrics');

    expect(headers['content-type']).toBe('application/openmetrics-text; version=1.0.0; charset=utf-8');
    expect(
      parseOpenMetrics(text).find(({ name }) => name.endsWith('_sweep_timestamp_seconds'))?.samples,
    ).toEqual([
      {
        name: 'aks_fleet_auditor_sweep_timestamp_seconds',
        labels: {},
        value: Date.parse('2026-11-24T12:03:00.000Z') / 1000,
        timestamp: null,
      },
    ]);
  });

  test('says before the first sweep which version runs', async () => {
    const { text } = await ask(depsWith(), '/api/metrics');

    expect(parseOpenMetrics(text).map(({ name }) => name)).toEqual(['aks_fleet_auditor_build']);
  });

  test('takes no parameter', async () => {
    expect(await problemOf(depsWith(), '/api/metrics?format=text')).toMatchObject({
      status: 400,
      detail: 'format: There is no such parameter. This route takes none.',
    });
  });
});
