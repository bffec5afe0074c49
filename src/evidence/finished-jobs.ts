/** Jobs that are done and were not cleaned up. Only read when there are many Jobs. */
export interface FinishedJobs {
  /** Jobs by the metrics. */
  readonly total: number;
  /** Jobs that were read; 0 when there are so few that they were not asked for. */
  readonly read: number;
  readonly complete: boolean;
  readonly finishedWithoutTtl: number;
  readonly finishedWithTtl: number;
  /** By namespace and what made them, most without TTL first, at most ten. */
  readonly groups: readonly FinishedJobGroup[];
}

export interface FinishedJobGroup {
  readonly namespace: string;
  /** `CronJob/nightly`, `Workflow/…`; null for Jobs without an owner. */
  readonly owner: { readonly kind: string; readonly name: string } | null;
  readonly finishedWithoutTtl: number;
  /** ISO 8601. */
  readonly oldestFinishedAt: string;
}
