import type { Route } from '../route.ts';
import { getAudit, listAudits } from './audits.ts';
import { getCheck, listChecks } from './checks.ts';
import { getCluster, listClusters } from './clusters.ts';
import { dashboardRoute } from './dashboard.ts';
import { listFindings } from './findings.ts';
import { live, ready } from './health.ts';
import { openApiRoute } from './openapi.ts';
import { pageAsset, pageCheck, pageChecks, pageCluster, pageFindings, pageSweep } from './pages.ts';
import { referenceRoute } from './reference.ts';
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
  live,
  ready,
  pageCluster,
  pageSweep,
  pageCheck,
  pageChecks,
  pageFindings,
  pageAsset,
];

const described: readonly Route[] = [...named, openApiRoute(named)];
const addressed: readonly Route[] = [...described, referenceRoute(described)];

/** Every route; a new one joins by a line above. */
export const routes: readonly Route[] = [...addressed, dashboardRoute(addressed)];
