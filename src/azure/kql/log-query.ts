/** What a query over the logs of many clusters at once consists of. */
import type { z } from 'zod';
import type { FleetEvidence } from '../../evidence/index.ts';
import type { LogWindow } from '../../evidence/logs/log-window.ts';
import type { LogVisibility } from '../../evidence/logs/visibility.ts';

export const logTables = ['AKSAudit', 'AKSAuditAdmin', 'AzureDiagnostics', 'AKSControlPlane'] as const;
/** A table the queries know the columns of. */
export type LogTable = (typeof logTables)[number];

/** Where one query goes, for which clusters, over which time. */
export interface LogTarget {
  /**
   * One for each table and category, each cluster in one of them; more than one only where all are on the Analytics plan,
   * because Basic and Auxiliary tables are asked alone.
   */
  readonly parts: readonly [LogPart, ...LogPart[]];
  /** Included. To be sent as the time span of the request as well: Basic and Auxiliary tables go by that alone. */
  readonly from: Date;
  /** Not included. */
  readonly to: Date;
}

/** The clusters whose rows are in one table. */
export interface LogPart {
  readonly table: LogTable;
  /** Which audit category to read in AzureDiagnostics, where a write may be in both. */
  readonly sees: 'all' | 'writes';
  /** ARM ids, at most 50 in all parts together. */
  readonly resourceIds: readonly string[];
}

/** What was asked of a cluster's log, in the words of the evidence. */
export type AskedWindow = Pick<LogWindow, 'from' | 'to' | 'sees' | 'place'>;

/** What is known of a cluster's log before its rows are read. */
export interface LogFacts {
  readonly window: LogWindow;
  readonly visibility: LogVisibility;
}

/** Every row names its cluster. */
export type RowSchema = z.ZodObject<{ ClusterId: z.ZodType<string> } & z.core.$ZodLooseShape>;

/** Evidence that comes from logs. */
export type LogKind = Exclude<keyof FleetEvidence, 'managedCluster' | 'auditLogging' | 'platformMetrics'>;

/**
 * Which rows a query reads. `audit`: whatever there is; `reads`: those that only kube-audit has; `writes`: those that
 * kube-audit-admin has too; `controlPlane`: the API servers' own log.
 */
export type LogNeed = 'audit' | 'reads' | 'writes' | 'controlPlane';

/** Queries of reads and writes come after `visibility`; the others see for themselves whether there are rows. */
export type FactsFor<Need extends LogNeed> = Need extends 'reads' | 'writes' ? LogFacts : AskedWindow;

/**
 * One question to the logs of up to 50 clusters. `evidence` throws `ReadError` when the rows of a cluster cannot answer
 * it; no rows at all in a log that has been seen mean that there is nothing of the kind.
 */
export interface LogQuery<
  Kind extends LogKind = LogKind,
  Row extends RowSchema = RowSchema,
  Need extends LogNeed = LogNeed,
> {
  /** Kebab case; equals the file name. */
  readonly id: string;
  /** The evidence it gives. */
  readonly kind: Kind;
  readonly title: string;
  readonly needs: Need;
  kql(target: LogTarget): string;
  readonly row: Row;
  /**
   * Whether what was seen of a cluster's log proves that the query has no row of it, so that it need not be asked: then
   * no rows are its whole answer.
   */
  nothingWhen?(visibility: LogVisibility): boolean;
  evidence(rows: readonly z.output<Row>[], facts: FactsFor<Need>): FleetEvidence[Kind];
}

/** Identity function: it exists to infer the kind, the row and what `evidence` is handed. */
export function defineLogQuery<const Kind extends LogKind, Row extends RowSchema, const Need extends LogNeed>(
  query: LogQuery<Kind, Row, Need>,
): LogQuery<Kind, Row, Need> {
  return query;
}
