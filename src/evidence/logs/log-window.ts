/** The stretch of log that evidence was read from, and how much of it there was to see. */
export interface LogWindow {
  /** Asked for: from (included) to (excluded), ISO 8601. */
  readonly from: string;
  readonly to: string;
  /** Oldest and newest row of the cluster in it. Rates are per second of this, not of what was asked for. */
  readonly seenFrom: string;
  readonly seenTo: string;
  /** `writes`: GET and LIST are not in the log at all, so their absence says nothing. */
  readonly sees: 'all' | 'writes';
  /** Where to ask again. */
  readonly place: {
    /** ARM id of the cluster. */
    readonly resourceId: string;
    /** Of the audit log: AKSAudit, AKSAuditAdmin or AzureDiagnostics. */
    readonly table: string;
  };
}

/** Milliseconds at the end of a window without a row: rows may have come too late to be seen. */
export function unseenAtEnd({ to, seenTo }: LogWindow): number {
  return Date.parse(to) - Date.parse(seenTo);
}
