/** What ResourceQuotas bound the number of objects: `count/…` keys and the old names (`pods`, `configmaps`). */
export interface ObjectQuotas {
  readonly quotas: readonly ObjectQuota[];
}

export interface ObjectQuota {
  readonly namespace: string;
  readonly name: string;
  /** By kind as the metrics name it: `jobs.batch`, `configmaps`. */
  readonly counts: Readonly<Record<string, { readonly hard: number; readonly used: number | null }>>;
}
