/** What looking at kinds that often leak takes: lists of these, and of Secrets none. */
import type { AccessRule } from '../define-gatherer.ts';

/**
 * Kinds that are known to pile up (src/remediation/cleanup.ts says why). Any other is asked for too when there are too many of
 * it, and where that is forbidden the evidence names the rule.
 */
const kinds: Readonly<Record<string, readonly string[]>> = {
  '': ['configmaps', 'endpoints', 'pods', 'serviceaccounts'],
  apps: ['controllerrevisions', 'replicasets'],
  batch: ['jobs'],
  'certificates.k8s.io': ['certificatesigningrequests'],
  'coordination.k8s.io': ['leases'],
  'discovery.k8s.io': ['endpointslices'],
  'acme.cert-manager.io': ['challenges', 'orders'],
  'aquasecurity.github.io': [
    'configauditreports',
    'rbacassessmentreports',
    'sbomreports',
    'vulnerabilityreports',
  ],
  'argoproj.io': ['analysisruns', 'workflows', 'workflowtaskresults'],
  'cert-manager.io': ['certificaterequests'],
  'kyverno.io': ['admissionreports', 'backgroundscanreports', 'updaterequests'],
  'reports.kyverno.io': ['clusterephemeralreports', 'ephemeralreports'],
  'tekton.dev': ['pipelineruns', 'taskruns'],
  'wgpolicyk8s.io': ['clusterpolicyreports', 'policyreports'],
};

export const leakRules: readonly AccessRule[] = Object.entries(kinds).map(([apiGroup, resources]) => ({
  apiGroup,
  resources,
  verbs: ['list'],
}));
