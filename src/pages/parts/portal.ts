/** Where the Azure portal shows a cluster. */
import { gzipSync } from 'node:zlib';
import type { ClusterSource } from '../../model.ts';

/** https://learn.microsoft.com/azure/azure-government/compare-azure-government-global-azure */
const governmentRegion = /^us(?:gov|dod)/u;
/** https://learn.microsoft.com/azure/china/resources-developer-guide */
const chinaRegion = /^china/u;

/** Pages of a cluster worth going to, in the words of the portal's menu. */
const blades = {
  overview: 'Overview',
  troubleshoot: 'Diagnose and solve problems',
  metrics: 'Metrics',
  logs: 'Logs',
  diagnostics: 'Diagnostic settings',
} as const;

export interface PortalLink {
  readonly text: string;
  readonly href: string;
}

/** None for a cluster that Azure does not know. */
export function portalLinks(source: ClusterSource): readonly PortalLink[] {
  if (source.kind !== 'azure') return [];
  const resource = `${portalOf(source.location)}/#@/resource${encodeURI(source.resourceId.toWellFormed())}`;
  return Object.entries(blades).map(([blade, text]) => ({ text, href: `${resource}/${blade}` }));
}

/**
 * A query ready to run over the logs of a cluster; null for a cluster that Azure does not know. The span is that of the
 * query itself, because tables on the Basic plan go by the one of the request alone.
 */
export function queryLink(source: ClusterSource, kql: string): string | null {
  if (source.kind !== 'azure') return null;
  const query = encodeURIComponent(gzipSync(kql).toString('base64'));
  // The address that the portal itself makes for "Share link to query".
  return [
    `${portalOf(source.location)}/#blade/Microsoft_OperationsManagementSuite_Workspace/Logs.ReactView`,
    `/resourceId/${encodeURIComponent(source.resourceId.toWellFormed())}`,
    `/source/LogsBlade.AnalyticsShareLinkToQuery/q/${query}/timespan/${encodeURIComponent(spanOf(kql))}`,
  ].join('');
}

/** ISO 8601, as in the links of alerts: https://learn.microsoft.com/azure/azure-monitor/alerts/alerts-payload-samples */
function spanOf(kql: string): string {
  const [, from, to] =
    /TimeGenerated >= datetime\(([^)]+)\) and TimeGenerated < datetime\(([^)]+)\)/u.exec(kql) ?? [];
  return from === undefined || to === undefined ? 'P1D' : `${from}/${to}`;
}

function portalOf(location: string): string {
  const region = location.toLowerCase();
  if (governmentRegion.test(region)) return 'https://portal.azure.us';
  return chinaRegion.test(region) ? 'https://portal.azure.cn' : 'https://portal.azure.com';
}
