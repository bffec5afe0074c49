/** The cluster as Azure Resource Manager knows it. */

export interface AgentPool {
  readonly name: string;
  /** Null where ARM does not say it, as for pools of single virtual machines that scale by themselves. */
  readonly nodes: number | null;
  readonly mode: 'System' | 'User' | 'Gateway' | null;
  readonly os: 'Linux' | 'Windows' | null;
  /** VirtualMachineScaleSets, AvailabilitySet or VirtualMachines, as ARM says it. */
  readonly type: string | null;
}

export interface ManagedCluster {
  /** ARM id, lower case. */
  readonly resourceId: string;
  readonly tier: 'Free' | 'Standard' | 'Premium' | null;
  readonly sku: 'Base' | 'Automatic' | null;
  readonly powerState: 'Running' | 'Stopped' | null;
  readonly provisioningState: string | null;
  /** The full version that runs. */
  readonly kubernetesVersion: string | null;
  readonly network: {
    readonly privateCluster: boolean;
    /** Number of authorized IP ranges; 0 means open to all networks. */
    readonly authorizedIpRanges: number;
    readonly publicNetworkAccess: boolean;
    /** Public host name of the API server, else the private one. */
    readonly host: string | null;
  };
  readonly identity: {
    /** Entra authentication: without it a user credential is a cluster-admin certificate. */
    readonly entra: boolean;
    readonly azureRbac: boolean;
    readonly localAccountsDisabled: boolean;
    readonly tenantId: string | null;
  };
  readonly agentPools: readonly AgentPool[];
  readonly nodeResourceGroup: string | null;
  readonly location: string;
  readonly tags: Readonly<Record<string, string>>;
}
