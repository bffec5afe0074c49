/** Kinds that there are too many of, looked at from near: pages of metadata, never whole objects. */
export interface LeakSuspects {
  /** Most objects first; empty when no kind is over the bound. */
  readonly kinds: readonly SuspectKind[];
  /** Kinds over the bound that were not looked at, or could not be: why. */
  readonly unseen: readonly { readonly kind: string; readonly why: string }[];
}

export interface SuspectKind {
  /** `plural` or `plural.group`, as the metrics name it. */
  readonly kind: string;
  /** Objects by the metrics. */
  readonly total: number;
  /** Objects whose metadata were read; the shares below are of these. */
  readonly sampled: number;
  /** Whether all of them were read. */
  readonly complete: boolean;
  /** Most objects first, at most ten. */
  readonly namespaces: readonly { readonly name: string; readonly objects: number }[];
  /** How many namespaces the sampled ones are in. */
  readonly namespaceCount: number;
  readonly withoutOwner: number;
  /** Kinds of owners, most first, at most five. */
  readonly owners: readonly { readonly kind: string; readonly objects: number }[];
  /** Field managers, most first, at most five. */
  readonly managers: readonly { readonly name: string; readonly objects: number }[];
  /** Labels `app.kubernetes.io/managed-by` and `helm.sh/…` owner, most first, at most five: `key=value`. */
  readonly labels: readonly { readonly label: string; readonly objects: number }[];
  /** By age at the time of the audit. */
  readonly ages: {
    readonly underAnHour: number;
    readonly underADay: number;
    readonly underAWeek: number;
    readonly under30Days: number;
    readonly older: number;
  };
}
