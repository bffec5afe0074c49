/** Schemas that have a name in the description of the API; all others are written where they are used. */
import type { z } from 'zod';
import { AuditReport, Load, ReportCluster, ReportFinding, ReportVerdict } from '../../report/audit-report.ts';
import {
  auditResult,
  baselineEntry,
  clientActivity,
  clusterFacts,
  clusterRef,
  clusterSource,
  evidenceStatus,
  finding,
  headline,
  notAudited,
  sweep,
  verdict,
} from '../../store/schemas.ts';
import { Insights } from '../../report/insights/insights.ts';
import { ClusterDetail, ClusterItem } from '../cluster-answer.ts';
import { FindingGroup, FindingGroupPage, FindingItem, FindingPage } from '../finding-answer.ts';
import { DecisionDetail, DecisionItem, DecisionPage, LeftOutAnswer } from '../decision-answer.ts';
import { DoctorItem, DoctorReport } from '../../doctor/report.ts';
import { DeliveryAttempt, DeliveryDetail, DeliveryItem, DeliveryPage } from '../delivery-answer.ts';
import { Digest } from '../digest-answer.ts';
import { Notification, NotificationCluster, NotificationItem } from '../notification-answer.ts';
import { ParameterError, Problem } from '../problem.ts';
import { AuditItem, AuditPage } from '../routes/audits.ts';
import { CheckItem, CheckList } from '../routes/checks.ts';
import { ClusterPage } from '../routes/clusters.ts';
import { Readiness } from '../routes/health.ts';
import { ReceiverItem, ReceiverList } from '../routes/receivers.ts';
import { SweepDetail, SweepPage } from '../routes/sweeps.ts';
import { SuppressionEntry, SuppressionItem } from '../routes/suppressions.ts';
import { ThresholdEntry, ThresholdItem } from '../routes/thresholds.ts';
import { WebhookPage } from '../routes/webhooks.ts';
import { ForecastAnswer, Mover, MoversAnswer, Trend, TrendPoint, TrendsAnswer } from '../trend-answer.ts';
import {
  HealthAnswer,
  MatchAnswer,
  WebhookEntry,
  WebhookItem,
  WebhookWithSecret,
} from '../webhook-answer.ts';

export const namedSchemas: Readonly<Record<string, z.ZodType>> = {
  Problem,
  ParameterError,
  ClusterPage,
  Cluster: ClusterItem,
  ClusterDetail,
  ClusterRef: clusterRef,
  ClusterSource: clusterSource,
  ClusterFacts: clusterFacts,
  NotAudited: notAudited,
  AuditPage,
  AuditSummary: AuditItem,
  Audit: auditResult,
  AuditFinding: finding,
  AuditVerdict: verdict,
  Headline: headline,
  BaselineEntry: baselineEntry,
  EvidenceStatus: evidenceStatus,
  ClientActivity: clientActivity,
  Load,
  Finding: ReportFinding,
  Verdict: ReportVerdict,
  Report: AuditReport,
  ReportCluster,
  OpenFinding: FindingItem,
  FindingPage,
  FindingGroup,
  FindingGroupPage,
  Trends: TrendsAnswer,
  Trend,
  TrendPoint,
  Forecast: ForecastAnswer,
  Insights,
  Movers: MoversAnswer,
  Mover,
  SweepPage,
  Sweep: sweep,
  SweepDetail,
  CheckList,
  Check: CheckItem,
  Readiness,
  DoctorReport,
  DoctorItem,
  Suppression: SuppressionEntry,
  SuppressionState: SuppressionItem,
  Threshold: ThresholdEntry,
  ThresholdState: ThresholdItem,
  WebhookPage,
  Webhook: WebhookEntry,
  WebhookState: WebhookItem,
  WebhookWithSecret,
  AlertMatch: MatchAnswer,
  ReceiverHealth: HealthAnswer,
  ReceiverList,
  Receiver: ReceiverItem,
  DeliveryPage,
  Delivery: DeliveryItem,
  DeliveryDetail,
  DeliveryAttempt,
  Notification,
  NotificationItem,
  NotificationCluster,
  Digest,
  DecisionPage,
  Decision: DecisionItem,
  DecisionDetail,
  LeftOut: LeftOutAnswer,
};
