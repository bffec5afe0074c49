import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { runQuery } from '../../local/kusto/interpreter.ts';
import { parseAndBind } from '../../local/kusto/language-service.ts';
import type { Table } from '../../local/kusto/scan.ts';
import type { RequestsWanted } from '../../src/remediation/log-query.ts';
import { lookCloser } from '../../src/remediation/log-query.ts';
import { auditTable, modes, times, window } from '../support/audit-log.ts';
import { hostileText } from '../support/hostile.ts';
import { bankId, logTableSchemas, shopId } from '../support/log-tables.ts';

const bot = { program: 'report-bot', username: 'system:serviceaccount:team-a:report-bot' };
const requests = {
  [shopId]: [
    ...times(3, { agent: 'report-bot/v2', user: bot.username, verb: 'list', resource: 'pods', ms: 100 }),
    ...times(1, { agent: 'report-bot/v1', user: bot.username, verb: 'watch', resource: 'pods', ms: 600_000 }),
    ...times(2, { agent: 'report-bot/v2', user: bot.username, verb: 'list', resource: 'secrets', code: 403 }),
    ...times(4, { agent: 'kubectl/v1', user: bot.username, verb: 'list', resource: 'pods' }),
    ...times(4, { agent: 'report-bot/v2', user: 'somebody', verb: 'list', resource: 'pods' }),
  ],
  [bankId]: times(9, { agent: 'report-bot/v2', user: bot.username, verb: 'list', resource: 'pods' }),
};

describe.each(modes)('in %s', (table) => {
  const placed = { ...window, place: { resourceId: shopId, table } };

  function answered(wanted: RequestsWanted, rows: Table): readonly (readonly unknown[])[] {
    const [step] = lookCloser(placed, wanted);
    const { columns, rows: found } = runQuery(step?.kql ?? '', [rows], new Date('2026-11-24T04:15:00Z'));
    const kept = ['UserAgent', 'Verb', 'Resource', 'Requests', 'Failed', 'MeanMs'];
    const places = kept.map((name) => columns.findIndex((column) => column.name === name));
    return found.map((row) => places.map((place) => row[place]));
  }

  test('a client is looked at in all its versions, on this cluster alone, busiest call first', () => {
    expect(answered({ client: bot }, auditTable(table, requests))).toEqual([
      ['report-bot/v2', 'list', 'pods', 3, 0, 100],
      ['report-bot/v2', 'list', 'secrets', 2, 2, 5],
      // How long a watch lasts says nothing, and a mean of nothing is no number.
      ['report-bot/v1', 'watch', 'pods', 1, 0, 'NaN'],
    ]);
  });

  test('a kind of call is looked at over all clients', () => {
    const call = { verb: 'list', resource: 'pods', apiGroup: '', scope: 'cluster' } as const;
    const found = answered({ call }, auditTable(table, requests));

    expect(found.map(([agent, , , count]) => [agent, count])).toEqual([
      ['kubectl/v1', 4],
      ['report-bot/v2', 4],
      ['report-bot/v2', 3],
    ]);
  });

  test('a name that was cut for showing is looked for by its beginning', () => {
    const cut = { program: 'report-b…', username: 'system:serviceaccount:team-a:rep…' };

    expect(answered({ client: cut }, auditTable(table, requests))).toHaveLength(3);
  });
});

test('the time span is that of the audit', () => {
  expect(lookCloser(window, { client: bot })[0]?.kql).toContain(
    '| where TimeGenerated >= datetime(2026-11-24T03:00:00.000Z) and TimeGenerated < datetime(2026-11-24T04:00:00.000Z)',
  );
});

test('where nobody knows in which table the log is, there is no query', () => {
  expect(lookCloser({ ...window, place: { resourceId: shopId, table: 'Renamed' } }, { client: bot })).toEqual(
    [],
  );
});

test('whatever the names are, the query is one statement without a fault', () => {
  fc.assert(
    fc.property(hostileText, hostileText, hostileText, (program, username, resource) => {
      const call = { verb: 'list', resource, apiGroup: username, scope: '' } as const;
      const [step] = lookCloser(window, { client: { program, username }, call });
      const { diagnostics } = parseAndBind(step?.kql ?? '', logTableSchemas);

      expect(diagnostics).toEqual([]);
    }),
    { numRuns: 10 },
  );
});
