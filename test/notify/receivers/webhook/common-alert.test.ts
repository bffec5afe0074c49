/** Webhooks in the common alert schema, as a receiver of an action group gets them. */
import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import type { Message } from '../../../../src/notification.ts';
import { guardOf } from '../../../../src/notify/guard/guard-of.ts';
import { webhookReceiver } from '../../../../src/notify/receivers/webhook.ts';
import { commonAlertOf } from '../../../../src/notify/receivers/webhook/common-alert.ts';
import { newSigningSecret } from '../../../../src/notify/secrets.ts';
import { startHttpsReceiver } from '../../../support/https-receiver.ts';
import { lookupOf } from '../../../support/lookup.ts';
import { receiverName } from '../../../support/test-authority.ts';
import { digest, notification, outgoingOf, resolved } from '../messages.ts';

const fired = {
  schemaId: 'azureMonitorCommonAlertSchema',
  data: {
    essentials: {
      alertId: 'client/kyverno',
      originAlertId: '20261124T100000000Z-0123456789abcdef',
      alertRule: 'Throttled clients',
      severity: 'Sev1',
      monitorCondition: 'Fired',
      alertTargetIDs: [
        '/subscriptions/00000000-0000-0000-0000-000000000001/resourceGroups/rg-prod/providers/Microsoft.ContainerService/managedClusters/aks-prod',
      ],
      targetResourceType: 'microsoft.containerservice/managedclusters',
      configurationItems: ['aks-prod', 'lab'],
      firedDateTime: '2026-11-24T08:00:00.000Z',
      description:
        'Throttled clients: kyverno/v1.12 in 2 clusters\nkyverno/v1.12 is throttled by the API servers of aks-prod and lab.',
      investigationLink: 'https://fleet.example.com/findings?cause=kyverno',
      signalType: 'Log',
      monitoringService: 'AKS Fleet Auditor',
      essentialsVersion: '1.0',
      alertContextVersion: '1.0',
    },
    alertContext: notification,
    customProperties: {
      deliveryId: '20261124T100000000Z-0123456789abcdef',
      eventType: 'io.github.aks-fleet-auditor.finding.opened.v1',
    },
  },
};

test('a message arrives as a common alert, signed as the others are', async () => {
  const [secret, server] = [newSigningSecret(), await startHttpsReceiver()];
  const lookup = lookupOf({ [receiverName]: ['127.0.0.1'] });
  const receiver = webhookReceiver(
    {
      id: 'itsm',
      url: server.url,
      format: 'commonAlert',
      secrets: [secret],
      source: 'urn:aks-fleet-auditor',
    },
    guardOf({ privateHosts: [receiverName], lookup, ca: server.ca }),
  );

  expect(
    await receiver.send(outgoingOf(notification, 'client/kyverno'), new AbortController().signal),
  ).toEqual({
    ok: true,
    status: 204,
    detail: 'receiver.test accepted it (204).',
  });
  const { headers = {}, body = '' } = server.requests[0] ?? {};
  expect(headers['content-type']).toBe('application/json; charset=utf-8');
  expect(new Webhook(secret).verify(body, { ...headers })).toEqual(fired);
});

function essentialsOf(message: Message, group?: string): unknown {
  const { data } = JSON.parse(commonAlertOf(outgoingOf(message, group), 'type')) as typeof fired; // Of that shape, as compared above.
  return data.essentials;
}

test('what is resolved has the id of what fired, and when', () => {
  expect(essentialsOf(resolved, 'client/kyverno')).toEqual({
    ...fired.data.essentials,
    monitorCondition: 'Resolved',
    resolvedDateTime: '2026-11-24T14:00:00.000Z',
  });
});

test.each([
  ['critical', 'Sev0'],
  ['high', 'Sev1'],
  ['medium', 'Sev2'],
  ['low', 'Sev3'],
  ['info', 'Sev4'],
] as const)('%s is %s', (severity, sev) => {
  expect(essentialsOf({ ...notification, severity })).toMatchObject({ severity: sev });
});

test('what belongs to no check or cluster of Azure says so', () => {
  const bare = { ...notification, check: null, since: null, url: null, clusters: [], clustersTotal: 0 };

  expect(essentialsOf(bare)).toEqual({
    alertId: 'client/kyverno/v1.12',
    originAlertId: '20261124T100000000Z-0123456789abcdef',
    alertRule: 'Throttled clients: kyverno/v1.12 in 2 clusters',
    severity: 'Sev1',
    monitorCondition: 'Fired',
    alertTargetIDs: [],
    configurationItems: [],
    firedDateTime: '2026-11-24T10:00:00.000Z',
    description: fired.data.essentials.description,
    signalType: 'Log',
    monitoringService: 'AKS Fleet Auditor',
    essentialsVersion: '1.0',
    alertContextVersion: '1.0',
  });
});

test('a report is the mildest alert there is', () => {
  expect(essentialsOf(digest)).toEqual({
    alertId: 'client/kyverno/v1.12',
    originAlertId: '20261124T100000000Z-0123456789abcdef',
    alertRule: 'report payments-weekly',
    severity: 'Sev4',
    monitorCondition: 'Fired',
    alertTargetIDs: [],
    configurationItems: [],
    firedDateTime: '2026-11-30T08:00:00.000Z',
    description: 'Weekly report: owner=payments',
    signalType: 'Log',
    monitoringService: 'AKS Fleet Auditor',
    essentialsVersion: '1.0',
    alertContextVersion: '1.0',
  });
});
