/** The API servers that hold a lease in kube-system now (1.26 and newer). */
export interface ApiServerProcesses {
  /** Those renewed within the last minutes only: leases of gone servers stay for an hour. */
  readonly processes: readonly ApiServerProcess[];
}

export interface ApiServerProcess {
  /** Name of the lease: follows from the name of the host. */
  readonly lease: string;
  /** `spec.holderIdentity`: new with each start of the process. */
  readonly holder: string;
  /** ISO 8601. */
  readonly renewedAt: string;
}
