import type { Route } from '../route.ts';
import { getAudit, listAudits } from './audits.ts';
import { getCheck, listChecks } from './checks.ts';
import { getCluster, listClusters } from './clusters.ts';
import { getDecision, listDecisions } from './decisions.ts';
import {
  getDelivery,
  listDeliveries,
  listWebhookDeliveries,
  redeliver,
  redeliverToWebhook,
  testWebhook,
} from './deliveries.ts';
import { doctor } from './doctor.ts';
import { dashboardRoute } from './dashboard.ts';
import { listFindings } from './findings.ts';
import { live, ready } from './health.ts';
import { openApiRoute } from './openapi.ts';
import {
  pageAsset,
  pageCheck,
  pageChecks,
  pageCluster,
  pageFindings,
  pageMessage,
  pageMessages,
  pageSweep,
} from './pages.ts';
import { referenceRoute } from './reference.ts';
import { listReceivers, testReceiver } from './receivers.ts';
import { getInsights } from './insights.ts';
import { getFleetReport, getMetrics } from './reports.ts';
import { getSweep, listSweeps, startSweep } from './sweeps.ts';
import { getFleetTrends, getMovers, getTrends } from './trends.ts';
import {
  addSuppression,
  getSuppression,
  listSuppressions,
  removeSuppression,
  replaceSuppression,
} from './suppressions.ts';
import {
  addThreshold,
  getThreshold,
  listThresholds,
  removeThreshold,
  replaceThreshold,
} from './thresholds.ts';
import { pauseWebhookRoute, resumeWebhookRoute, rotateWebhook } from './webhook-actions.ts';
import { addWebhook, getWebhook, listWebhooks, removeWebhookRoute, replaceWebhookRoute } from './webhooks.ts';

const named: readonly Route[] = [
  listClusters,
  getCluster,
  listAudits,
  getAudit,
  getTrends,
  getFleetTrends,
  getMovers,
  listFindings,
  listSweeps,
  getSweep,
  startSweep,
  listChecks,
  getCheck,
  getFleetReport,
  getInsights,
  getMetrics,
  listSuppressions,
  addSuppression,
  getSuppression,
  replaceSuppression,
  removeSuppression,
  listThresholds,
  addThreshold,
  getThreshold,
  replaceThreshold,
  removeThreshold,
  listWebhooks,
  addWebhook,
  getWebhook,
  replaceWebhookRoute,
  removeWebhookRoute,
  rotateWebhook,
  pauseWebhookRoute,
  resumeWebhookRoute,
  testWebhook,
  listWebhookDeliveries,
  redeliverToWebhook,
  listReceivers,
  testReceiver,
  listDeliveries,
  getDelivery,
  redeliver,
  listDecisions,
  getDecision,
  live,
  ready,
  doctor,
  pageCluster,
  pageSweep,
  pageCheck,
  pageChecks,
  pageFindings,
  pageMessages,
  pageMessage,
  pageAsset,
];

const described: readonly Route[] = [...named, openApiRoute(named)];
const addressed: readonly Route[] = [...described, referenceRoute(described)];

/** Every route; a new one joins by a line above. */
export const routes: readonly Route[] = [...addressed, dashboardRoute(addressed)];
