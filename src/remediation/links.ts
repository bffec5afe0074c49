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
  apiHealth: 'https://kubernetes.io/docs/reference/using-api/health-checks/',
  flowControl: 'https://kubernetes.io/docs/concepts/cluster-administration/flow-control/',
  /** The fields of FlowSchema and PriorityLevelConfiguration. */
  flowControlApi:
    'https://kubernetes.io/docs/reference/kubernetes-api/cluster-resources/priority-level-configuration-v1/',
  apiRemovals: 'https://kubernetes.io/docs/reference/using-api/deprecation-guide/',
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
