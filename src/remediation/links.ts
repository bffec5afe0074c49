/** Pages of vendors and upstream that checks and remedies point to, each address written once. */
export const links = {
  /** Microsoft's guide that the checks automate. */
  guide:
    'https://learn.microsoft.com/en-us/troubleshoot/azure/azure-kubernetes/create-upgrade-delete/troubleshoot-apiserver-etcd',
  /** AKS: limits of tested scale, etcd size, Helm history. */
  aksLargeScale: 'https://learn.microsoft.com/en-us/azure/aks/best-practices-performance-scale-large',
  /** AKS: addresses that nodes must reach. */
  aksEgress: 'https://learn.microsoft.com/en-us/azure/aks/outbound-rules-control-egress',
  /** AKS: nodes whose way out is a route of one's own. */
  aksOutbound: 'https://learn.microsoft.com/en-us/azure/aks/egress-outboundtype',
  /** AKS: names of API servers that only a private DNS zone knows. */
  aksPrivateCluster: 'https://learn.microsoft.com/en-us/azure/aks/private-clusters',
  /** AKS: certificates of nodes. */
  aksCertificates: 'https://learn.microsoft.com/en-us/azure/aks/certificate-rotation',
  /** Azure: what a run command takes, and how it fails. */
  runCommand: 'https://learn.microsoft.com/en-us/azure/virtual-machines/linux/run-command',
  /** AKS: the admissions enforcer and its opt-out. */
  aksFaq: 'https://learn.microsoft.com/en-us/azure/aks/faq',
  /** AKS: how its admissions enforcer and a controller undo each other for ever. */
  aksEnforcerFight: 'https://github.com/Azure/AKS/issues/4002',
  /** AKS: what the tiers promise, and up to which size. */
  aksTiers: 'https://learn.microsoft.com/en-us/azure/aks/free-standard-pricing-tiers',
  /** AKS: its logs, their tables and their plans. */
  aksMonitoring: 'https://learn.microsoft.com/en-us/azure/aks/monitor-aks',
  /** AKS: its platform metrics and what each of them means. */
  aksMetrics:
    'https://learn.microsoft.com/en-us/azure/azure-monitor/reference/supported-metrics/microsoft-containerservice-managedclusters-metrics',
  /** AKS: the export to AzureDiagnostics cuts long audit events. */
  aksCutEvents: 'https://github.com/Azure/AKS/issues/4635',
  /** AKS: who may reach the API server over the network. */
  aksAuthorizedRanges: 'https://learn.microsoft.com/en-us/azure/aks/api-server-authorized-ip-ranges',
  /** AKS: rights in a cluster by Azure roles. */
  aksAzureRbac: 'https://learn.microsoft.com/en-us/azure/aks/entra-id-authorization',
  /** AKS: rights in a cluster by Kubernetes roles, for identities of Entra ID. */
  aksKubernetesRbac: 'https://learn.microsoft.com/en-us/azure/aks/kubernetes-rbac-entra-id',
  diagnosticSettings: 'https://learn.microsoft.com/en-us/azure/azure-monitor/platform/diagnostic-settings',
  /** The connectivity check of kubectl-aks. */
  kubectlAksCheck: 'https://github.com/Azure/kubectl-aks/blob/main/docs/check.md',
  /** Upstream: the envelope that Kubernetes is tested in. */
  scalabilityThresholds:
    'https://github.com/kubernetes/community/blob/master/sig-scalability/configs-and-limits/thresholds.md',
  /** Upstream: alert rules of etcd. */
  etcdAlerts: 'https://github.com/etcd-io/etcd/blob/main/contrib/mixin/alerts/alerts.libsonnet',
  etcdMaintenance: 'https://etcd.io/docs/v3.5/op-guide/maintenance/',
  /** Upstream: alert rules of the API server. */
  apiServerAlerts:
    'https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/alerts/kube_apiserver.libsonnet',
  /** Upstream: how long API calls may take. */
  apiCallSlo: 'https://github.com/kubernetes/community/blob/master/sig-scalability/slos/api_call_latency.md',
  /** Upstream: the objectives, and the churn in which they hold. */
  slos: 'https://github.com/kubernetes/community/blob/master/sig-scalability/slos/slos.md',
  /** Upstream: which namespace LISTs count as slow in the error budget. */
  apiServerRules:
    'https://github.com/kubernetes-monitoring/kubernetes-mixin/blob/master/rules/kube_apiserver-config.libsonnet',
  /** Watches, pages and resource versions. */
  apiConcepts: 'https://kubernetes.io/docs/reference/using-api/api-concepts/',
  /** APIs that a service in the cluster serves. */
  aggregation: 'https://kubernetes.io/docs/concepts/extend-kubernetes/api-extension/apiserver-aggregation/',
  apiHealth: 'https://kubernetes.io/docs/reference/using-api/health-checks/',
  /** Upstream: the leases by which API servers are told apart. */
  apiServerIdentity: 'https://kubernetes.io/docs/concepts/architecture/leases/#api-server-identity',
  flowControl: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/',
  /** The fields of FlowSchema and PriorityLevelConfiguration. */
  flowControlApi:
    'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/priority-level-configuration-v1/',
  /** When an API may be deprecated, and how calls to it are marked. */
  apiDeprecation: 'https://kubernetes.io/docs/reference/using-api/deprecation-policy/',
  apiRemovals: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
  /** Upstream: a write ends after 34 seconds, whatever it waits for. */
  writeDeadline: 'https://github.com/kubernetes/apiserver/blob/master/pkg/endpoints/handlers/rest.go',
  webhookPractices:
    'https://kubernetes.io/docs/concepts/cluster-administration/admission-webhooks-good-practices/',
  webhooks: 'https://kubernetes.io/docs/reference/access-authn-authz/extensible-admission-controllers/',
  resourceQuota: 'https://kubernetes.io/docs/concepts/policy/resource-quotas/',
  /** Upstream: how long controllers wait before they try again, 1,000 seconds at most. */
  controllerRetries:
    'https://github.com/kubernetes/client-go/blob/master/util/workqueue/default_rate_limiters.go',
  /** Default tolerations: pods leave a node that is silent for 300 seconds. */
  nodeEviction: 'https://kubernetes.io/docs/concepts/scheduling-eviction/taint-and-toleration/',
  nodeHeartbeats: 'https://kubernetes.io/docs/reference/node/node-status/#heartbeats',
} as const;
