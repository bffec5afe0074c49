/**
 * A message in the common alert schema of Azure Monitor, for receivers that know it already. Members and their values:
 * https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-common-schema
 */
import type { Severity } from '../../../model.ts';
import type { Message } from '../../../notification.ts';
import { isOver } from './event-type.ts';
import type { Outgoing } from '../receiver.ts';

export const commonAlertContentType = 'application/json; charset=utf-8';

/** The body of a request. What is of this product alone is in `alertContext`: the whole message. */
export function commonAlertOf({ deliveryId, group, message }: Outgoing, type: string): string {
  return JSON.stringify({
    schemaId: 'azureMonitorCommonAlertSchema',
    data: {
      essentials: {
        // The same when it fires and when it is resolved: receivers close by it what they opened.
        alertId: group,
        originAlertId: deliveryId,
        ...essentialsOf(message),
        signalType: 'Log',
        monitoringService: 'AKS Fleet Auditor',
        essentialsVersion: '1.0',
        alertContextVersion: '1.0',
      },
      alertContext: message,
      customProperties: { deliveryId, eventType: type },
    },
  });
}

const severityOf: Readonly<Record<Severity, string>> = {
  critical: 'Sev0',
  high: 'Sev1',
  medium: 'Sev2',
  low: 'Sev3',
  info: 'Sev4',
};

function essentialsOf(message: Message) {
  const link = message.url === null ? {} : { investigationLink: message.url };
  if (message.form === 'digest') {
    return {
      alertRule: `report ${message.name}`,
      severity: severityOf.info,
      // There is no other word for what is told, and nothing to resolve.
      monitorCondition: 'Fired',
      alertTargetIDs: [],
      configurationItems: [],
      firedDateTime: message.at,
      description: message.title,
      ...link,
    };
  }
  const resolved = isOver(message);
  const targets = message.clusters.flatMap(({ resourceId }) =>
    resourceId === undefined ? [] : [resourceId],
  );
  return {
    alertRule: message.check?.title ?? message.title,
    severity: severityOf[message.severity],
    monitorCondition: resolved ? 'Resolved' : 'Fired',
    alertTargetIDs: targets,
    ...(targets.length === 0 ? {} : { targetResourceType: 'microsoft.containerservice/managedclusters' }),
    configurationItems: message.clusters.map(({ name }) => name),
    firedDateTime: message.since ?? message.at,
    ...(resolved ? { resolvedDateTime: message.at } : {}),
    description: `${message.title}\n${message.summary}`,
    ...link,
  };
}
