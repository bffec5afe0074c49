/** Generated from openapi.json by `npm run docs`; see api.md. */

export interface Problem {
  /** no page explains it further */
  type: "about:blank";
  /** words of the status */
  title: string;
  /** the status of the answer */
  status: number;
  /** what is wrong, and what would be right */
  detail: string;
  /** path of the request */
  instance: string;
  /** of a 400: each parameter or member of the body that is wrong */
  errors?: ParameterError[];
  [key: string]: any;
}

export interface ParameterError {
  /** its name; of a body the path of the member, e.g. values.most, or body for the whole */
  parameter: string;
  /** what is wrong, and what would be right */
  detail: string;
}

export interface ClusterPage {
  /** the page */
  items: Cluster[];
  /** absent on the last page */
  continuationToken?: string;
}

export interface Cluster {
  /** key of the cluster in paths */
  key: string;
  /** its name */
  name: string;
  /** 0–100; null when too little could be seen */
  score: number | null;
  /** share of the checks that could be judged, 0–1 */
  coverage: number | null;
  /** open findings by severity; null when the cluster was never audited */
  findings: Partial<
    Record<"critical" | "high" | "medium" | "low" | "info", number>
  > | null;
  /** findings that are suppressed, which `findings` leaves out */
  suppressed: number | null;
  /** size of the main etcd database */
  etcdBytes: number | null;
  /** share of its quota that the fullest etcd uses, as Azure measures it, 0–1 */
  etcdUsed: number | null;
  /** version of the API server; null when not seen */
  kubernetesVersion: string | null;
  /** when the newest audit ended; null when there is none */
  at: string | null;
  /** id of the newest audit; null when there is none */
  auditId: string | null;
  /** sweep of the newest audit; null when there is none */
  sweepId: string | null;
  /** what Azure says of it; null when it was not asked or did not answer */
  facts: ClusterFacts | null;
  /** of the newest audit, by check; null when there is none */
  outcomes: Partial<
    Record<string, "pass" | "fail" | "unknown" | "notApplicable">
  > | null;
  /** the newest sweep did not audit it: the figures are of an older audit */
  notAudited?: NotAudited;
}

export interface ClusterDetail {
  /** key of the cluster in paths */
  key: string;
  /** its name */
  name: string;
  /** 0–100; null when too little could be seen */
  score: number | null;
  /** share of the checks that could be judged, 0–1 */
  coverage: number | null;
  /** open findings by severity; null when the cluster was never audited */
  findings: Partial<
    Record<"critical" | "high" | "medium" | "low" | "info", number>
  > | null;
  /** findings that are suppressed, which `findings` leaves out */
  suppressed: number | null;
  /** size of the main etcd database */
  etcdBytes: number | null;
  /** share of its quota that the fullest etcd uses, as Azure measures it, 0–1 */
  etcdUsed: number | null;
  /** version of the API server; null when not seen */
  kubernetesVersion: string | null;
  /** when the newest audit ended; null when there is none */
  at: string | null;
  /** id of the newest audit; null when there is none */
  auditId: string | null;
  /** sweep of the newest audit; null when there is none */
  sweepId: string | null;
  /** what Azure says of it; null when it was not asked or did not answer */
  facts: ClusterFacts | null;
  /** of the newest audit, by check; null when there is none */
  outcomes: Partial<
    Record<string, "pass" | "fail" | "unknown" | "notApplicable">
  > | null;
  /** the newest sweep did not audit it: the figures are of an older audit */
  notAudited?: NotAudited;
  source: ClusterSource;
  /** null when the cluster was never audited, or the audit is no longer kept */
  newestAudit: {
    /** one a check */
    verdicts: Verdict[];
    /** worst first */
    findings: Finding[];
    /** what was read, or why not */
    evidence: EvidenceStatus[];
    /** what the audit cost the API server */
    load: Load;
  } | null;
}

export interface ClusterRef {
  /** key of the cluster in paths */
  key: string;
  /** ARM id, or `kubeconfig:` and the context */
  id: string;
  /** its name */
  name: string;
  source: ClusterSource;
}

export type ClusterSource =
  | {
      /** where the cluster is known from */
      kind: "kubeconfig";
      /** name of the context in the kubeconfig */
      context: string;
    }
  | {
      /** where the cluster is known from */
      kind: "azure";
      /** ARM id as Azure writes it */
      resourceId: string;
      /** subscription in Azure */
      subscriptionId: string;
      /** resource group in Azure */
      resourceGroup: string;
      /** region in Azure */
      location: string;
    };

export interface ClusterFacts {
  /** tier of the control plane; null when not known */
  tier: string | null;
  /** region in Azure */
  location: string | null;
  /** nodes of all pools; null when a pool does not say */
  nodes: number | null;
  /** tags in Azure */
  tags: Partial<Record<string, string>>;
}

export interface NotAudited {
  /** the sweep that did not audit it */
  sweepId: string;
  /**
   * when that sweep gave it up
   * @format date-time
   */
  at: string;
  /** the reason, in a sentence */
  why: string;
  /** where it stands in the sweep */
  state: "failed" | "missed" | "skipped" | "vanished";
}

export interface AuditPage {
  /** the page */
  items: AuditSummary[];
  /** absent on the last page */
  continuationToken?: string;
}

export interface AuditSummary {
  /** its id */
  id: string;
  /** id of the sweep */
  sweepId: string;
  /**
   * when the audit ended
   * @format date-time
   */
  at: string;
  /** 0–100; null when too little could be seen */
  score: number | null;
  /** share of the checks that could be judged, 0–1 */
  coverage: number | null;
  /** open findings by severity; null when the cluster was never audited */
  findings: Partial<
    Record<"critical" | "high" | "medium" | "low" | "info", number>
  > | null;
  /** findings that are suppressed, which `findings` leaves out */
  suppressed: number | null;
  /** size of the main etcd database */
  etcdBytes: number | null;
  /** share of its quota that the fullest etcd uses, as Azure measures it, 0–1 */
  etcdUsed: number | null;
  /** version of the API server; null when not seen */
  kubernetesVersion: string | null;
  /** what the audit cost the API server */
  load: Load;
}

export interface Audit {
  /** version of this shape */
  schemaVersion: 2;
  /** id of the sweep */
  sweepId: string;
  cluster: ClusterRef;
  facts: ClusterFacts | null;
  /**
   * when it began
   * @format date-time
   */
  startedAt: string;
  /**
   * when it ended
   * @format date-time
   */
  finishedAt: string;
  /** 0–100; null when too little could be seen */
  score: {
    /** 0–100; null when too little could be seen */
    value: number | null;
    /** share of the checks that could be judged, 0–1 */
    coverage: number;
    /** the score as if nothing were suppressed */
    unsuppressed: number | null;
  };
  headline: Headline;
  /** one a check */
  verdicts: AuditVerdict[];
  /** the life of each finding that is open or was just resolved */
  baseline: BaselineEntry[];
  /** what was read, or why not */
  evidence: EvidenceStatus[];
  clients: ClientActivity | null;
  /** what it cost the API server */
  load: {
    /** HTTP requests sent, retries included */
    requests: number;
    /** bytes received on the wire */
    bytes: number;
    /** Kubernetes objects read */
    objects: number;
  };
}

export interface AuditFinding {
  /** id of the check */
  check: string;
  /** stable identity of the finding: cluster, check and resource */
  fingerprint: string;
  /** how bad it is */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** counted exactly, extrapolated from a part, or concluded from indirect signs */
  confidence: "measured" | "sampled" | "inferred";
  /** what it is about */
  resource: {
    /** kind of the object */
    kind: string;
    /** name of the object */
    name: string;
    /** namespace of the object, where it has one */
    namespace?: string;
    /** tells findings on one object apart */
    part?: string;
  };
  /** one sentence */
  summary: string;
  /** what was seen */
  observed: {
    /** for people */
    text: string;
    /** the number behind it, where there is one */
    value?: number;
    /** unit of the figure */
    unit?:
      | "bytes"
      | "objects"
      | "ratio"
      | "seconds"
      | "nodes"
      | "requests"
      | "calls"
      | "requestsPerSecond"
      | "objectsPerSecond"
      | "objectsPerDay"
      | "minors"
      | "starts"
      | "changesPerDay"
      | "times";
  };
  /** the bound that was crossed */
  threshold?: {
    /** the bound */
    value: number;
    /** unit of the figure */
    unit:
      | "bytes"
      | "objects"
      | "ratio"
      | "seconds"
      | "nodes"
      | "requests"
      | "calls"
      | "requestsPerSecond"
      | "objectsPerSecond"
      | "objectsPerDay"
      | "minors"
      | "starts"
      | "changesPerDay"
      | "times";
    /** link to where the number comes from */
    source: string;
  };
  /** who or what causes it, where that is known */
  culprit?: {
    /** what the culprit is */
    kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
    /** its name */
    name: string;
  };
  /** set when somebody decided to live with it */
  suppression?: {
    /** id of the suppression */
    id: string;
    /** who decided it */
    owner: string;
    /** why */
    reason: string;
    /**
     * when it stops working
     * @format date-time
     */
    expires: string;
  };
  /** since when, where the evidence itself tells */
  since?: string;
  /** lines of the evidence */
  excerpts: {
    /** what the line tells */
    label: string;
    /** the line */
    value: string;
  }[];
  /** what to do; nothing of it is ever done by the auditor */
  remediation: {
    /** one sentence */
    summary: string;
    /** first step first */
    steps: {
      /** for people */
      text: string;
      /** shell commands, ready to paste */
      command?: string;
      /** YAML, ready to save and apply */
      manifest?: string;
      /** a query over the logs of the cluster, ready to run in Log Analytics */
      kql?: string;
    }[];
    /** link to the page that explains more */
    learnMore: string;
  };
}

export type AuditVerdict =
  | {
      /** id of the check */
      check: string;
      /** what the check concludes */
      outcome: "pass";
      /**
       * how many things were looked at
       * @min 0
       */
      inspected: number;
    }
  | {
      /** id of the check */
      check: string;
      /** what the check concludes */
      outcome: "fail";
      /**
       * how many things were looked at
       * @min 0
       */
      inspected: number;
      /**
       * what is wrong, one or more
       * @minItems 1
       */
      findings: [AuditFinding];
      /** set when part of it could not be seen: more may be wrong */
      unseen?: {
        /** why it could not be seen */
        reason:
          | "forbidden"
          | "unreachable"
          | "throttled"
          | "timeout"
          | "notCollected"
          | "truncated"
          | "unsupported"
          | "invalid"
          | "notPermitted"
          | "overBudget";
        /** what happened, one sentence */
        detail: string;
        /** what would make it visible, one sentence */
        remedy: string;
      };
    }
  | {
      /** id of the check */
      check: string;
      /** what the check concludes */
      outcome: "unknown";
      /** why it could not be seen */
      reason:
        | "forbidden"
        | "unreachable"
        | "throttled"
        | "timeout"
        | "notCollected"
        | "truncated"
        | "unsupported"
        | "invalid"
        | "notPermitted"
        | "overBudget";
      /** what happened, one sentence */
      detail: string;
      /** what would make it visible, one sentence */
      remedy: string;
    }
  | {
      /** id of the check */
      check: string;
      /** what the check concludes */
      outcome: "notApplicable";
      /** the reason, in a sentence */
      why: string;
    };

export interface Headline {
  /** 0–100; null when too little could be seen */
  score: number | null;
  /** share of the checks that could be judged, 0–1 */
  coverage: number;
  /** open findings by severity, suppressed ones left out */
  findings: Partial<
    Record<"critical" | "high" | "medium" | "low" | "info", number>
  >;
  /**
   * findings that are suppressed
   * @min 0
   */
  suppressed: number;
  /** size of the main etcd database; null when not seen */
  etcdBytes: number | null;
  /** share of its quota that the fullest etcd uses, 0–1; null when not seen */
  etcdUsed: number | null;
  /** newest maximum of the API server, 0–1 and more; null when not seen */
  apiServerCpu: number | null;
  /** newest maximum of the API server, 0–1 and more; null when not seen */
  apiServerMemory: number | null;
  /** newest maximum of etcd, 0–1 and more; null when not seen */
  etcdMemory: number | null;
  /** requests a second of all clients, the own ones left out; null when not seen */
  requestsPerSecond: number | null;
  /** objects by kind, the largest kinds only; null when not seen */
  objects: Partial<Record<string, number>> | null;
  /** version of the API server; null when not seen */
  kubernetesVersion: string | null;
  /** what it cost the API server */
  load: {
    /** HTTP requests sent, retries included */
    requests: number;
    /** bytes received on the wire */
    bytes: number;
    /** Kubernetes objects read */
    objects: number;
  };
}

export interface BaselineEntry {
  /** stable identity of the finding: cluster, check and resource */
  fingerprint: string;
  /** id of the check */
  check: string;
  /** how bad it is */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** one sentence */
  summary: string;
  /** counted exactly, extrapolated from a part, or concluded from indirect signs */
  confidence?: "measured" | "sampled" | "inferred";
  /** what it is about */
  resource?: {
    /** kind of the object */
    kind: string;
    /** name of the object */
    name: string;
    /** namespace of the object, where it has one */
    namespace?: string;
    /** tells findings on one object apart */
    part?: string;
  };
  /** who or what causes it, where that is known */
  culprit?: {
    /** what the culprit is */
    kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
    /** its name */
    name: string;
  };
  /** set when somebody decided to live with it */
  suppression?: {
    /** id of the suppression */
    id: string;
    /** who decided it */
    owner: string;
    /** why */
    reason: string;
    /**
     * when it stops working
     * @format date-time
     */
    expires: string;
  };
  /** against the last audit in which the check ran */
  state: "new" | "unchanged" | "resolved" | "unknown";
  /** when an audit first found it */
  firstSeen: {
    /** id of the sweep */
    sweepId: string;
    /**
     * when that was
     * @format date-time
     */
    at: string;
  };
  /** when an audit last found it */
  lastSeen: {
    /** id of the sweep */
    sweepId: string;
    /**
     * when that was
     * @format date-time
     */
    at: string;
  };
  /** set once the check ran and no longer found it */
  resolved?: {
    /** id of the sweep */
    sweepId: string;
    /**
     * when that was
     * @format date-time
     */
    at: string;
  };
}

export type EvidenceStatus =
  | {
      /** kind of evidence */
      kind: string;
      /** how long it took */
      milliseconds: number;
      /** what it cost the API server */
      load: {
        /** HTTP requests sent, retries included */
        requests: number;
        /** bytes received on the wire */
        bytes: number;
        /** Kubernetes objects read */
        objects: number;
      };
      /** whether it succeeded */
      ok: true;
      /** when it was read */
      at: string;
      /** a query over the logs of the cluster, ready to run in Log Analytics */
      kql?: string;
    }
  | {
      /** kind of evidence */
      kind: string;
      /** how long it took */
      milliseconds: number;
      /** what it cost the API server */
      load: {
        /** HTTP requests sent, retries included */
        requests: number;
        /** bytes received on the wire */
        bytes: number;
        /** Kubernetes objects read */
        objects: number;
      };
      /** whether it succeeded */
      ok: false;
      /** why it could not be seen */
      reason:
        | "forbidden"
        | "unreachable"
        | "throttled"
        | "timeout"
        | "notCollected"
        | "truncated"
        | "unsupported"
        | "invalid"
        | "notPermitted"
        | "overBudget";
      /** what happened, one sentence */
      detail: string;
      /** what would make it visible, one sentence */
      remedy: string;
    };

export interface ClientActivity {
  /**
   * first moment, included
   * @format date-time
   */
  from: string;
  /**
   * last moment, not included
   * @format date-time
   */
  to: string;
  /** length of a bin */
  binSeconds: number;
  /** `writes`: reads are not in the log at all */
  sees: "all" | "writes";
  /** those that keep the server busy longest first */
  clients: {
    /** how the client names itself */
    userAgent: string;
    /** who it is authenticated as */
    username: string;
    /** oldest first; one without requests is left out */
    bins: {
      /** start of the bin */
      at: string;
      /** requests of the client in it */
      requests: number;
      /** mean latency in milliseconds */
      meanMs: number;
      /** 99th percentile of the latency in milliseconds */
      p99Ms: number;
    }[];
  }[];
}

export interface Load {
  /** HTTP requests sent to the API server, retries included */
  requests: number;
  /** bytes received on the wire */
  bytes: number;
  /** Kubernetes objects read */
  objects: number;
}

export interface Finding {
  /** id of the check */
  check: string;
  /** how bad it is */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** counted exactly, extrapolated from a part, or concluded from indirect signs */
  confidence: "measured" | "sampled" | "inferred";
  /** against the last audit in which the check ran */
  baselineState: "new" | "unchanged" | "resolved" | "unknown";
  /** its severity in the report that this one is compared with, where that was another */
  severityBefore?: "critical" | "high" | "medium" | "low" | "info";
  /**
   * when an audit first found it
   * @format date-time
   */
  firstSeen?: string;
  /** what it is about */
  resource: {
    /** kind of the object */
    kind: string;
    /** name of the object */
    name: string;
    /** namespace of the object, where it has one */
    namespace?: string;
    /** tells findings on one object apart */
    part?: string;
  };
  /** one sentence */
  summary: string;
  /** what was seen */
  observed: {
    /** for people */
    text: string;
    /** the number behind it, where there is one */
    value?: number;
    /** unit of the figure */
    unit?:
      | "bytes"
      | "objects"
      | "ratio"
      | "seconds"
      | "nodes"
      | "requests"
      | "calls"
      | "requestsPerSecond"
      | "objectsPerSecond"
      | "objectsPerDay"
      | "minors"
      | "starts"
      | "changesPerDay"
      | "times";
  };
  /** the bound that was crossed */
  threshold?: {
    /** the bound */
    value: number;
    /** unit of the figure */
    unit:
      | "bytes"
      | "objects"
      | "ratio"
      | "seconds"
      | "nodes"
      | "requests"
      | "calls"
      | "requestsPerSecond"
      | "objectsPerSecond"
      | "objectsPerDay"
      | "minors"
      | "starts"
      | "changesPerDay"
      | "times";
    /**
     * link to where the number comes from
     * @format uri
     */
    source: string;
  };
  /** who or what causes it, where that is known */
  culprit?: {
    /** what the culprit is */
    kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
    /** its name */
    name: string;
  };
  /**
   * since when, where the evidence itself tells
   * @format date-time
   */
  since?: string;
  /** lines of the evidence */
  excerpts: {
    /** what the line tells */
    label: string;
    /** the line */
    value: string;
  }[];
  /** what to do; nothing of it is ever done by the auditor */
  remediation: {
    /** one sentence */
    summary: string;
    /** first step first */
    steps: {
      /** for people */
      text: string;
      /** shell commands, ready to paste */
      command?: string;
      /** YAML, ready to save and apply */
      manifest?: string;
      /** a query over the logs of the cluster, ready to run in Log Analytics */
      kql?: string;
    }[];
    /**
     * link to the page that explains more
     * @format uri
     */
    learnMore: string;
  };
  /** somebody decided to live with it for a while: it is shown, and costs no points */
  suppression?: {
    /** id of the suppression */
    id: string;
    /** who decided it */
    owner: string;
    /** why */
    reason: string;
    /**
     * when it stops working
     * @format date-time
     */
    expires: string;
  };
  /** stable identity of the finding: cluster, check and resource */
  fingerprint: string;
}

export interface Verdict {
  /** id of the check */
  check: string;
  /** what the check concludes */
  outcome: "pass" | "fail" | "unknown" | "notApplicable";
  /** how many things were looked at, of pass and fail */
  inspected?: number;
  /** why it is unknown, or why a fail saw only part */
  reason?:
    | "forbidden"
    | "unreachable"
    | "throttled"
    | "timeout"
    | "notCollected"
    | "truncated"
    | "unsupported"
    | "invalid"
    | "notPermitted"
    | "overBudget";
  /** what happened, one sentence */
  detail?: string;
  /** what would make it visible */
  remedy?: string;
  /** why it does not apply */
  why?: string;
}

/** Report of one sweep of the AKS Fleet Auditor */
export interface Report {
  /** version of this shape */
  schemaVersion: 1;
  /** the sweep that is reported */
  sweep: {
    /** its id */
    id: string;
    /**
     * when it began
     * @format date-time
     */
    startedAt: string;
    /**
     * when it ended
     * @format date-time
     */
    closedAt: string;
    /** false when a cluster could not be audited, or a part of the fleet not be seen */
    complete: boolean;
    /** parts of the fleet that could not be seen, a sentence each */
    unseen: string[];
    /** 0–100; null when too little could be seen */
    score: number | null;
    /** the score as if nothing were suppressed */
    unsuppressed: number | null;
    /** share of the checks that could be judged, 0–1 */
    coverage: number;
    load: Load;
  };
  /** what the baseline states of the findings are against */
  comparedWith:
    | {
        /** what it is compared with */
        kind: "nothing";
      }
    | {
        /** what it is compared with */
        kind: "audits";
      }
    | {
        /** what it is compared with */
        kind: "report";
        /** id of the sweep */
        sweepId: string;
        /**
         * when it ended
         * @format date-time
         */
        closedAt: string;
      };
  /** every cluster of the sweep */
  clusters: ReportCluster[];
  /** what is to be told of the fleet as a whole; absent in reports of older versions */
  insights?: Insights;
}

export interface ReportCluster {
  /** key of the cluster in paths */
  key: string;
  /** its name */
  name: string;
  /** anything but audited: there are no verdicts, and why says why */
  state:
    | "planned"
    | "surveyed"
    | "audited"
    | "failed"
    | "missed"
    | "skipped"
    | "vanished";
  /** the reason, in a sentence */
  why?: string;
  /** what Azure says of it; null when it was not asked or did not answer */
  facts: {
    /** tier of the control plane; null when not known */
    tier: string | null;
    /** region in Azure */
    location: string | null;
    /** nodes of all pools; null when a pool does not say */
    nodes: number | null;
    /** tags in Azure */
    tags: Partial<Record<string, string>>;
  } | null;
  /** version of the API server; null when not seen */
  kubernetesVersion: string | null;
  /** of its audit */
  startedAt: string | null;
  /** of its audit */
  finishedAt: string | null;
  /** 0–100; null when too little could be seen */
  score: number | null;
  /** the score as if nothing were suppressed */
  unsuppressed: number | null;
  /** share of the checks that could be judged, 0–1 */
  coverage: number;
  /** one a check */
  verdicts: Verdict[];
  /** worst first; suppressed ones too */
  findings: Finding[];
  /** what an earlier audit found, and this one ruled out */
  resolved: {
    /** id of the check */
    check: string;
    /** how bad it is */
    severity: "critical" | "high" | "medium" | "low" | "info";
    /** counted exactly, extrapolated from a part, or concluded from indirect signs */
    confidence?: "measured" | "sampled" | "inferred";
    /** what it is about */
    resource?: {
      /** kind of the object */
      kind: string;
      /** name of the object */
      name: string;
      /** namespace of the object, where it has one */
      namespace?: string;
      /** tells findings on one object apart */
      part?: string;
    };
    /** one sentence */
    summary: string;
    /** who or what causes it, where that is known */
    culprit?: {
      /** what the culprit is */
      kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
      /** its name */
      name: string;
    };
    /** somebody decided to live with it for a while: it is shown, and costs no points */
    suppression?: {
      /** id of the suppression */
      id: string;
      /** who decided it */
      owner: string;
      /** why */
      reason: string;
      /**
       * when it stops working
       * @format date-time
       */
      expires: string;
    };
    /**
     * when an audit first found it
     * @format date-time
     */
    firstSeen: string;
    /**
     * when an audit last found it
     * @format date-time
     */
    lastSeen: string;
    /** stable identity of the finding: cluster, check and resource */
    fingerprint: string;
  }[];
  /** what an earlier audit found, and this one could not see: it counts as open */
  outOfSight: {
    /** id of the check */
    check: string;
    /** how bad it is */
    severity: "critical" | "high" | "medium" | "low" | "info";
    /** counted exactly, extrapolated from a part, or concluded from indirect signs */
    confidence?: "measured" | "sampled" | "inferred";
    /** what it is about */
    resource?: {
      /** kind of the object */
      kind: string;
      /** name of the object */
      name: string;
      /** namespace of the object, where it has one */
      namespace?: string;
      /** tells findings on one object apart */
      part?: string;
    };
    /** one sentence */
    summary: string;
    /** who or what causes it, where that is known */
    culprit?: {
      /** what the culprit is */
      kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
      /** its name */
      name: string;
    };
    /** somebody decided to live with it for a while: it is shown, and costs no points */
    suppression?: {
      /** id of the suppression */
      id: string;
      /** who decided it */
      owner: string;
      /** why */
      reason: string;
      /**
       * when it stops working
       * @format date-time
       */
      expires: string;
    };
    /**
     * when an audit first found it
     * @format date-time
     */
    firstSeen: string;
    /**
     * when an audit last found it
     * @format date-time
     */
    lastSeen: string;
    /** stable identity of the finding: cluster, check and resource */
    fingerprint: string;
  }[];
  load: Load;
}

/** an open finding */
export interface OpenFinding {
  /** stable identity of the finding: cluster, check and resource */
  fingerprint: string;
  /** the cluster */
  cluster: {
    /** key of the cluster in paths */
    key: string;
    /** its name */
    name: string;
  };
  /** id of the check */
  check: string;
  /** how bad it is */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** how sure; null when an older version kept it */
  confidence: "measured" | "sampled" | "inferred" | null;
  /** against the audit before; `unknown`: the newest audit could not see it, so it counts as open */
  state: "new" | "unchanged" | "unknown";
  /** the resource, what was observed, what is expected */
  summary: string;
  /** what it is about; null when an older version kept it */
  resource: {
    /** kind of the object */
    kind: string;
    /** name of the object */
    name: string;
    /** namespace of the object, where it has one */
    namespace?: string;
    /** tells findings on one object apart */
    part?: string;
  } | null;
  /** who or what causes it; null when that is not known */
  culprit: {
    /** what the culprit is */
    kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
    /** its name */
    name: string;
  } | null;
  /** set when somebody decided to live with it */
  suppression: {
    /** id of the suppression */
    id: string;
    /** who decided it */
    owner: string;
    /** why */
    reason: string;
    /**
     * when it stops working
     * @format date-time
     */
    expires: string;
  } | null;
  /**
   * when an audit first found it
   * @format date-time
   */
  firstSeen: string;
  /**
   * when an audit last found it
   * @format date-time
   */
  lastSeen: string;
}

export interface FindingPage {
  /** the page */
  items: OpenFinding[];
  /** absent on the last page */
  continuationToken?: string;
  /** open findings of these clusters that are not listed here, filters aside: a cluster has more than are kept with its newest state, and these are its mildest; its audit has them */
  leftOut: number;
  /** clusters of those asked for that the newest sweep did not audit: what is told of them is old, or nothing */
  notAudited: number;
}

/** open findings that have the check or the client in common */
export interface FindingGroup {
  /** the check or the client; null for findings of which no client is known to cause them */
  name: string | null;
  /** how many there are */
  findings: number;
  /** how many of them are suppressed */
  suppressed: number;
  /** how many clusters have one */
  clusters: number;
  /** the worst severity among them */
  worst: "critical" | "high" | "medium" | "low" | "info";
  /**
   * when the oldest of them was first found
   * @format date-time
   */
  oldest: string;
}

export interface FindingGroupPage {
  /** the page */
  groups: FindingGroup[];
  /** absent on the last page */
  continuationToken?: string;
  /** open findings of these clusters that are not listed here, filters aside: a cluster has more than are kept with its newest state, and these are its mildest; its audit has them */
  leftOut: number;
  /** clusters of those asked for that the newest sweep did not audit: what is told of them is old, or nothing */
  notAudited: number;
}

/** figures over time */
export interface Trends {
  /**
   * included; the start of the hour or day that was asked from
   * @format date-time
   */
  from: string;
  /**
   * included
   * @format date-time
   */
  to: string;
  /** what one point stands for */
  grain: "audit" | "hour" | "day";
  /** one a figure, in the order asked for */
  series: Trend[];
}

/** a figure over time */
export interface Trend {
  /** name of the figure */
  metric: string;
  /** unit of the figure */
  unit:
    | "points"
    | "ratio"
    | "bytes"
    | "objects"
    | "findings"
    | "requests"
    | "requestsPerSecond";
  /** the figure in words */
  title: string;
  /** oldest first; one without a value stands where an audit did not see the figure, and in each gap where none was */
  points: TrendPoint[];
  /** the week before, moved a week forward to lie under the points; null without compare=week */
  before: TrendPoint[] | null;
  /** newest value that was seen against that of a week before it; null when that is not known from what was read: for spans of less than a week it takes compare=week */
  change: {
    /** newest value that was seen */
    now: {
      /**
       * when that was
       * @format date-time
       */
      at: string;
      /** the figure */
      value: number;
    };
    /** nearest to seven days earlier, half a day off at most */
    weekBefore: {
      /**
       * when that was
       * @format date-time
       */
      at: string;
      /** the figure */
      value: number;
    };
    /** now minus weekBefore */
    difference: number;
  } | null;
  /** null when not asked for */
  forecast: Forecast | null;
}

/** a figure at a time */
export interface TrendPoint {
  /**
   * start of the sweep, the hour or the day
   * @format date-time
   */
  at: string;
  /** of hours and days the mean; null where it was not seen and in gaps, which is not zero */
  value: number | null;
  /** least within the hour or day */
  low?: number;
  /** most within the hour or day */
  high?: number;
}

/** where a figure goes if it goes on as it did */
export type Forecast =
  | {
      /** whether there is one */
      kind: "none";
      /** why there is none, one sentence */
      why: string;
    }
  | {
      /** whether there is one */
      kind: "trend";
      /** growth a day, in the unit of the figure */
      perDay: {
        /** the most likely */
        value: number;
        /** lower end of the band */
        low: number;
        /** upper end of the band */
        high: number;
      };
      /** false when the band has zero in it: then nothing is said of a bound that will be reached */
      grows: boolean;
      /**
       * start of the stretch that it goes by: the newest step, or the oldest sample
       * @format date-time
       */
      since: string;
      /** samples of that stretch */
      samples: number;
      /** sudden changes of the level, oldest first: a clean-up, a defragmentation, an import */
      steps: {
        /**
         * when it changed
         * @format date-time
         */
        at: string;
        /** level before */
        from: number;
        /** level after */
        to: number;
      }[];
      /** from the newest sample to the horizon, oldest first */
      points: {
        /**
         * when that was
         * @format date-time
         */
        at: string;
        /** the most likely */
        value: number;
        /** lower end of the band */
        low: number;
        /** upper end of the band */
        high: number;
      }[];
      /** when it reaches each bound, those within the horizon only */
      reaches: {
        /** a threshold of the catalogue, in the unit of the figure */
        bound: number;
        /**
         * when it is reached
         * @format date-time
         */
        at: string;
        /**
         * by the steep end of the band
         * @format date-time
         */
        earliest: string;
        /** by its flat end; null when that does not reach it in time */
        latest: string | null;
      }[];
      /** why it looks less far ahead than asked for, one sentence; absent when it looks as far */
      shortened?: string;
    };

/** what is to be told of the fleet as a whole */
export interface Insights {
  /** what first-seen clients and versions are held against */
  remembered: {
    /** what was in the fleet before is not known; null when nothing is remembered yet */
    since: string | null;
    /** what was not seen for so many days is new when it comes back */
    days: number;
    /** clients that there is no room to remember: they may be told as new again */
    leftOut: number;
  };
  /** clients that are heavy in several clusters */
  sharedClients: {
    /** those that matter most first, at most 100 */
    items: {
      /** the program; with its user where many programs have this name, e.g. kubectl or manager */
      name: string;
      /** as their user agents tell them; none where they do not */
      versions: string[];
      /** the worst severity among its findings; null when there is none */
      worst: "critical" | "high" | "medium" | "low" | "info" | null;
      /** at most 100 */
      clusters: {
        /** the cluster */
        cluster: {
          /** key of the cluster in paths */
          key: string;
          /** its name */
          name: string;
        };
        /** open findings that name it as the cause, worst first */
        findings: {
          /** id of the check */
          check: string;
          /** how bad it is */
          severity: "critical" | "high" | "medium" | "low" | "info";
          /** stable identity of the finding: cluster, check and resource */
          fingerprint: string;
        }[];
        /** of the requests in the audit log, 0–1; null when it is not among the busiest, or not known */
        share: number | null;
        /** watches and streams left out */
        requestsPerSecond: number | null;
      }[];
      /** how many clusters it is in */
      clustersTotal: number;
    }[];
    /** how many there are in all */
    total: number;
    /** clusters that are counted out, at most 100 */
    unseen: {
      /** the cluster */
      cluster: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      };
      /** why it could not be seen there, one sentence */
      why: string;
    }[];
    /** how many clusters are counted out: no items is good news only where this is 0 */
    unseenTotal: number;
  };
  /** clients and their versions that were first seen within the last 7 days, among the busiest of a cluster */
  newClients: {
    /** those that matter most first, at most 100 */
    items: {
      /** as in sharedClients */
      name: string;
      /** null when the client does not tell, or has several */
      version: string | null;
      /** client: the client itself is new; version: the client is known, this version of it is not */
      kind: "client" | "version";
      /**
       * when an audit first saw it
       * @format date-time
       */
      firstSeen: string;
      /** where it is now, as far as is seen; at most 100 */
      clusters: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      }[];
      /** how many clusters it is in */
      clustersTotal: number;
    }[];
    /** how many there are in all */
    total: number;
    /** clusters that are counted out, at most 100 */
    unseen: {
      /** the cluster */
      cluster: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      };
      /** why it could not be seen there, one sentence */
      why: string;
    }[];
    /** how many clusters are counted out: no items is good news only where this is 0 */
    unseenTotal: number;
  };
  /** versions of Kubernetes that were first seen within the last 7 days */
  newVersions: {
    /** those that matter most first, at most 100 */
    items: {
      /** as API servers give it */
      version: string;
      /**
       * when an audit first saw it
       * @format date-time
       */
      firstSeen: string;
      /** where it is now, as far as is seen; at most 100 */
      clusters: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      }[];
      /** how many clusters it is in */
      clustersTotal: number;
    }[];
    /** how many there are in all */
    total: number;
    /** clusters that are counted out, at most 100 */
    unseen: {
      /** the cluster */
      cluster: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      };
      /** why it could not be seen there, one sentence */
      why: string;
    }[];
    /** how many clusters are counted out: no items is good news only where this is 0 */
    unseenTotal: number;
  };
  /** clusters that left the fleet within the last 30 days */
  vanished: {
    /** those that matter most first, at most 100 */
    items: {
      /** the cluster */
      cluster: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      };
      /**
       * when the sweep that did not find it was closed
       * @format date-time
       */
      at: string;
      /** the reason, in a sentence */
      why: string;
      /** null when it was never audited */
      lastAudited: string | null;
      /** what was open when it was last audited */
      openFindings: number;
    }[];
    /** how many there are in all */
    total: number;
    /** clusters that are counted out, at most 100 */
    unseen: {
      /** the cluster */
      cluster: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      };
      /** why it could not be seen there, one sentence */
      why: string;
    }[];
    /** how many clusters are counted out: no items is good news only where this is 0 */
    unseenTotal: number;
    /** parts of the fleet that could not be seen: clusters may only be hidden */
    hidden: string[];
  };
  /** how much could be seen, by subscription, least first */
  subscriptions: {
    /** those that matter most first, at most 100 */
    items: {
      /** null for clusters that are known from a kubeconfig */
      subscriptionId: string | null;
      /** those that have something to audit */
      clusters: number;
      /** by the newest sweep */
      audited: number;
      /** mean share of the checks that could be judged, 0–1; a cluster that was not audited counts as 0; null when there is nothing to audit */
      coverage: number | null;
      /** audited, but too little was seen to give a score */
      withoutScore: number;
      /** clusters of whose clients nothing was seen */
      withoutClients: number;
    }[];
    /** how many there are in all */
    total: number;
    /** clusters that are counted out, at most 100 */
    unseen: {
      /** the cluster */
      cluster: {
        /** key of the cluster in paths */
        key: string;
        /** its name */
        name: string;
      };
      /** why it could not be seen there, one sentence */
      why: string;
    }[];
    /** how many clusters are counted out: no items is good news only where this is 0 */
    unseenTotal: number;
  };
}

export interface Movers {
  /** name of the figure */
  metric: string;
  /** unit of the figure */
  unit:
    | "points"
    | "ratio"
    | "bytes"
    | "objects"
    | "findings"
    | "requests"
    | "requestsPerSecond";
  /** the figure in words */
  title: string;
  /**
   * first day that is compared, UTC
   * @format date
   */
  from: string;
  /**
   * second day: that of the newest sweep that is closed
   * @format date
   */
  to: string;
  /** largest change first, whichever way it went */
  movers: Mover[];
  /** clusters of which one of the two days is not known: they may have moved more */
  unknown: number;
}

/** a cluster whose figure changed */
export interface Mover {
  /** key of the cluster in paths */
  key: string;
  /** its name */
  name: string;
  /** last value of the first day */
  before: number;
  /** last value of the second day */
  now: number;
  /** now minus before */
  difference: number;
}

export interface SweepPage {
  /** the page */
  items: Sweep[];
  /** absent on the last page */
  continuationToken?: string;
}

export interface Sweep {
  /** its id */
  id: string;
  /** what began it */
  trigger: "timer" | "request" | "command";
  /** how far it is */
  status: "planning" | "running" | "closed";
  /**
   * when it began
   * @format date-time
   */
  startedAt: string;
  /**
   * when clusters that are not finished are given up
   * @format date-time
   */
  deadline: string;
  /**
   * when it ended
   * @format date-time
   */
  closedAt?: string;
  /** of a sweep that is closed */
  summary?: {
    /** true when the whole fleet was seen, and each cluster audited or had nothing to audit */
    complete: boolean;
    /** how many clusters ended in each state */
    clusters: Partial<
      Record<
        | "planned"
        | "surveyed"
        | "audited"
        | "failed"
        | "missed"
        | "skipped"
        | "vanished",
        number
      >
    >;
    /** open findings by severity, suppressed ones left out */
    findings: Partial<
      Record<"critical" | "high" | "medium" | "low" | "info", number>
    >;
    /** 0–100; null when too little could be seen */
    score: number | null;
    /** share of the checks that could be judged, 0–1 */
    coverage: number;
    /** what it cost the API server */
    load: {
      /** HTTP requests sent, retries included */
      requests: number;
      /** bytes received on the wire */
      bytes: number;
      /** Kubernetes objects read */
      objects: number;
    };
    /** figures of the fleet by name; absent in sweeps of older versions */
    figures?: Partial<Record<string, number>>;
  };
  /** what kept planning from finishing */
  problem?: string;
  /** the stretch of audit log that it reads */
  logSpan?: {
    /**
     * first moment, included
     * @format date-time
     */
    from: string;
    /**
     * last moment, not included
     * @format date-time
     */
    to: string;
  };
  /** parts of the fleet that could not be seen, a sentence each */
  unseen?: string[];
}

export type SweepDetail = Sweep & {
  /** how many clusters are in each state now */
  clusters: Partial<
    Record<
      | "planned"
      | "surveyed"
      | "audited"
      | "failed"
      | "missed"
      | "skipped"
      | "vanished",
      number
    >
  >;
  /** clusters that were given up, and why */
  notAudited: {
    /** key of the cluster in paths */
    key: string;
    /** its name */
    name: string;
    /** where it stands in the sweep */
    state:
      | "planned"
      | "surveyed"
      | "audited"
      | "failed"
      | "missed"
      | "skipped"
      | "vanished";
    /** the reason, in a sentence */
    why: string;
  }[];
};

export interface CheckList {
  /** the page */
  items: Check[];
}

export interface Check {
  /** its id */
  id: string;
  /** of a check that fails */
  title: string;
  /** of a check that passes */
  passTitle: string;
  /** what it belongs to */
  category: string;
  /** the worst it can give */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** why it matters */
  rationale: string;
  /** what to do, one sentence */
  remedy: string;
  /**
   * link to the page that explains more
   * @format uri
   */
  learnMore: string;
  /** its bounds by name */
  thresholds: Partial<
    Record<
      string,
      {
        /** the figure */
        value: number;
        /** unit of the figure */
        unit: string;
        /**
         * link to where the number comes from
         * @format uri
         */
        source: string;
        /** where a finding ends that is open; absent: at the value */
        resolvesAt?: number;
      }
    >
  >;
  /** what it judges */
  evidence: {
    /** kind of evidence */
    kind: string;
    /** what is read */
    source: string;
    /** false: the check gives a better answer with it */
    required: boolean;
    /** most requests to the API server, retries aside */
    maxRequests: number;
    /** permissions to read it, of Kubernetes or of Azure */
    needs: (
      | (
          | {
              /** API group in Kubernetes */
              apiGroup: string;
              /** resources in Kubernetes */
              resources: string[];
              /** verbs in Kubernetes */
              verbs: string[];
            }
          | {
              /** paths of the API server */
              nonResourceURLs: string[];
              /** verbs in Kubernetes */
              verbs: string[];
            }
        )
      | {
          /** actions in Azure */
          actions: string[];
          /** data actions in Azure */
          dataActions: string[];
          /** smallest built-in role; null: it takes one of your own */
          role: string | null;
          /** where the role is assigned, in words */
          scope: string;
          /** what goes on without it; null: there is no evidence then */
          without: string | null;
        }
    )[];
  }[];
}

export interface Readiness {
  /** everything that the app depends on answers */
  ready: true;
  /** what the app depends on */
  dependencies: {
    /** its name */
    name: string;
    /** whether it succeeded */
    ok: boolean;
  }[];
  /** the last one that closed; null before the first */
  lastSweep: {
    /** its id */
    id: string;
    /**
     * when it ended
     * @format date-time
     */
    closedAt: string;
    /** since it closed */
    ageSeconds: number;
    /** false when a cluster could not be audited */
    complete: boolean;
    /** the schedule has fired twice since it started */
    overdue: boolean;
  } | null;
  /**
   * when the schedule begins the next one
   * @format date-time
   */
  nextSweep: string;
  /** messages that could not be handled */
  deadLetters: {
    /** how many were counted */
    count: number;
    /** there may be more than were counted */
    more: boolean;
  };
}

export interface DoctorReport {
  /** version of this shape */
  schemaVersion: 1;
  /**
   * when it began
   * @format date-time
   */
  checkedAt: string;
  /** where the fleet is from; null when it is not known */
  source: "azure" | "kubeconfig" | null;
  /** who asks Azure, by its token; null when there is no token that tells */
  identity: {
    /** tenant of Microsoft Entra ID */
    tenantId: string | null;
    /** what roles are assigned to */
    objectId: string | null;
    /** client id */
    applicationId: string | null;
    /** an app or managed identity, or a person */
    kind: "app" | "user" | null;
  } | null;
  /** clusters of the fleet; null when it could not be listed */
  clusters: number | null;
  /** nothing is missing, and everything could be looked at */
  ready: boolean;
  /** worst first */
  items: DoctorItem[];
}

export interface DoctorItem {
  /** stable: the same cause has the same id the next time */
  id: string;
  /** what part of the preparations it belongs to */
  check:
    | "settings"
    | "identity"
    | "storage"
    | "endpoints"
    | "fleet"
    | "roles"
    | "logs"
    | "clusters";
  /** unknown: it could not be looked at */
  status: "missing" | "unknown" | "warning" | "skipped" | "ok";
  /** the thing that is there, or missing */
  what: string;
  /** what was found */
  detail: string;
  /** what to do; null where there is nothing to do */
  remedy: string | null;
  /** command lines that do it; variables in capitals are to be filled in */
  commands: string[];
  /** names of the clusters that it is about; empty for all */
  clusters: string[];
  /** checks of a sweep that say unknown without it */
  unknownChecks: string[];
  /** the id of what is missing that this could not be looked at for */
  because: string | null;
}

export interface Suppression {
  /** its id */
  id: string;
  /** id of a check; absent for every check */
  check?: string;
  /** pattern of kind/namespace/name or kind/name */
  resource?: string;
  /** pattern of cluster names */
  cluster?: string;
  /** tag of the cluster: name=value, or name for any value */
  tag?: string;
  /** who decided it */
  owner: string;
  /** why */
  reason: string;
  /**
   * when it stops working
   * @format date-time
   */
  expires: string;
  /** file: of the policy file that is deployed, to be changed there; api: made here */
  source: "file" | "api";
}

export interface SuppressionState {
  /** its id */
  id: string;
  /** id of a check; absent for every check */
  check?: string;
  /** pattern of kind/namespace/name or kind/name */
  resource?: string;
  /** pattern of cluster names */
  cluster?: string;
  /** tag of the cluster: name=value, or name for any value */
  tag?: string;
  /** who decided it */
  owner: string;
  /** why */
  reason: string;
  /**
   * when it stops working
   * @format date-time
   */
  expires: string;
  /** file: of the policy file that is deployed, to be changed there; api: made here */
  source: "file" | "api";
  /** whether it still works */
  state: "active" | "expired";
  /** open findings that it hid when their cluster was audited last */
  hides: number;
  /** open findings that it speaks of: those it hides from the next audit on */
  matches: number;
  /** null when not all open findings are known */
  matchesNothing: boolean | null;
  /** why somebody should look at it; null when nothing is wrong */
  notice: {
    /** what is wrong with it */
    problem:
      | "expired"
      | "matchesNothing"
      | "matchesNoCluster"
      | "shadowed"
      | "invalid";
    /** what it is, and what would be right */
    text: string;
  } | null;
}

export interface Threshold {
  /** its id */
  id: string;
  /** id of the check */
  check: string;
  /** bounds by their name, in the unit that the check has */
  values: Partial<Record<string, number>>;
  /** pattern of cluster names */
  cluster?: string;
  /** tag of the cluster: name=value, or name for any value */
  tag?: string;
  /** why */
  reason?: string;
  /** file: of the policy file that is deployed, to be changed there; api: made here */
  source: "file" | "api";
}

export interface ThresholdState {
  /** its id */
  id: string;
  /** id of the check */
  check: string;
  /** bounds by their name, in the unit that the check has */
  values: Partial<Record<string, number>>;
  /** pattern of cluster names */
  cluster?: string;
  /** tag of the cluster: name=value, or name for any value */
  tag?: string;
  /** why */
  reason?: string;
  /** file: of the policy file that is deployed, to be changed there; api: made here */
  source: "file" | "api";
  /** clusters of the fleet that it is for; another entry may be more particular */
  clusters: number;
  /** why somebody should look at it; null when nothing is wrong */
  notice: {
    /** what is wrong with it */
    problem:
      | "expired"
      | "matchesNothing"
      | "matchesNoCluster"
      | "shadowed"
      | "invalid";
    /** what it is, and what would be right */
    text: string;
  } | null;
}

export interface WebhookPage {
  /** the page */
  items: WebhookState[];
  /** absent on the last page */
  continuationToken?: string;
}

export interface Webhook {
  /** its id */
  id: string;
  /** its name */
  name: string;
  /** scheme and host of its address */
  shownUrl: string;
  /** the form that it is sent */
  format: "cloudEvents" | "commonAlert";
  /** what it is told of: all that is given has to be true */
  match: AlertMatch;
  /** kinds of events that are sent; every one without it */
  events?: (
    | "finding.opened"
    | "finding.worsened"
    | "finding.resolved"
    | "finding.ongoing"
    | "cluster.lost"
    | "cluster.back"
    | "cluster.gone"
    | "sweep.incomplete"
    | "suppression.ended"
    | "receiver.failing"
  )[];
  /** whether it agreed to be sent to by the handshake of CloudEvents */
  consented: boolean;
  /** set while nothing is sent to it */
  paused: {
    /**
     * since when
     * @format date-time
     */
    at: string;
    /** operator: somebody paused it; failing: nothing reached it for days; gone: it answered 410, that it wants nothing any more */
    by: "operator" | "failing" | "gone";
    /** the reason, in a sentence */
    why: string;
  } | null;
  /** those that sign now, newest first; they are shown once, when they are made */
  secrets: {
    /**
     * when it was made
     * @format date-time
     */
    createdAt: string;
    /**
     * when it stops signing; absent of the newest
     * @format date-time
     */
    until?: string;
  }[];
  /**
   * when it was subscribed
   * @format date-time
   */
  createdAt: string;
  /** who subscribed it */
  createdBy: string;
  /**
   * when it was last changed
   * @format date-time
   */
  changedAt: string;
}

export interface WebhookState {
  /** its id */
  id: string;
  /** its name */
  name: string;
  /** scheme and host of its address */
  shownUrl: string;
  /** the form that it is sent */
  format: "cloudEvents" | "commonAlert";
  /** what it is told of: all that is given has to be true */
  match: AlertMatch;
  /** kinds of events that are sent; every one without it */
  events?: (
    | "finding.opened"
    | "finding.worsened"
    | "finding.resolved"
    | "finding.ongoing"
    | "cluster.lost"
    | "cluster.back"
    | "cluster.gone"
    | "sweep.incomplete"
    | "suppression.ended"
    | "receiver.failing"
  )[];
  /** whether it agreed to be sent to by the handshake of CloudEvents */
  consented: boolean;
  /** set while nothing is sent to it */
  paused: {
    /**
     * since when
     * @format date-time
     */
    at: string;
    /** operator: somebody paused it; failing: nothing reached it for days; gone: it answered 410, that it wants nothing any more */
    by: "operator" | "failing" | "gone";
    /** the reason, in a sentence */
    why: string;
  } | null;
  /** those that sign now, newest first; they are shown once, when they are made */
  secrets: {
    /**
     * when it was made
     * @format date-time
     */
    createdAt: string;
    /**
     * when it stops signing; absent of the newest
     * @format date-time
     */
    until?: string;
  }[];
  /**
   * when it was subscribed
   * @format date-time
   */
  createdAt: string;
  /** who subscribed it */
  createdBy: string;
  /**
   * when it was last changed
   * @format date-time
   */
  changedAt: string;
  /** null before anything was sent to it */
  health: ReceiverHealth | null;
}

export interface WebhookWithSecret {
  /** its id */
  id: string;
  /** its name */
  name: string;
  /** scheme and host of its address */
  shownUrl: string;
  /** the form that it is sent */
  format: "cloudEvents" | "commonAlert";
  /** what it is told of: all that is given has to be true */
  match: AlertMatch;
  /** kinds of events that are sent; every one without it */
  events?: (
    | "finding.opened"
    | "finding.worsened"
    | "finding.resolved"
    | "finding.ongoing"
    | "cluster.lost"
    | "cluster.back"
    | "cluster.gone"
    | "sweep.incomplete"
    | "suppression.ended"
    | "receiver.failing"
  )[];
  /** whether it agreed to be sent to by the handshake of CloudEvents */
  consented: boolean;
  /** set while nothing is sent to it */
  paused: {
    /**
     * since when
     * @format date-time
     */
    at: string;
    /** operator: somebody paused it; failing: nothing reached it for days; gone: it answered 410, that it wants nothing any more */
    by: "operator" | "failing" | "gone";
    /** the reason, in a sentence */
    why: string;
  } | null;
  /** those that sign now, newest first; they are shown once, when they are made */
  secrets: {
    /**
     * when it was made
     * @format date-time
     */
    createdAt: string;
    /**
     * when it stops signing; absent of the newest
     * @format date-time
     */
    until?: string;
  }[];
  /**
   * when it was subscribed
   * @format date-time
   */
  createdAt: string;
  /** who subscribed it */
  createdBy: string;
  /**
   * when it was last changed
   * @format date-time
   */
  changedAt: string;
  /** signs what is sent, by Standard Webhooks; it is shown this once: keep it where the receiver finds it */
  secret: string;
}

export interface AlertMatch {
  /** the mildest that is told; every one without it */
  severity?: "critical" | "high" | "medium" | "low" | "info";
  /** ids of checks; every check without it */
  checks?: string[];
  /** categories of checks; every one without it */
  categories?: string[];
  /** tags of which the cluster has one: name=value, or name */
  tags?: string[];
  /** patterns of cluster names, of which one fits */
  clusters?: string[];
}

export interface ReceiverHealth {
  /**
   * since when nothing has reached it; absent while it works
   * @format date-time
   */
  failingSince?: string;
  /** tries in a row that failed */
  failures: number;
  /** messages that were given up since something last reached it */
  lost?: number;
  /**
   * nothing is sent to it before; absent while it works
   * @format date-time
   */
  retryAt?: string;
  /**
   * when something last reached it
   * @format date-time
   */
  lastSentAt?: string;
  /**
   * when a try last failed
   * @format date-time
   */
  lastFailedAt?: string;
  /** of what it last failed, one sentence */
  lastFailure?: string;
}

export interface ReceiverList {
  /** those of the file in its order, then webhooks that were subscribed, the oldest first */
  items: Receiver[];
}

export interface Receiver {
  /** its id */
  id: string;
  /** what people know it by */
  name: string;
  /** how it is sent to */
  kind: "teams" | "email" | "webhook";
  /** file: of the notification file of the app; api: subscribed over `/api/webhooks` */
  source: "file" | "api";
  /** mail addresses, or scheme and host */
  to: string[];
  /** set while nothing is sent to it */
  paused: {
    /**
     * since when
     * @format date-time
     */
    at: string;
    /** operator: somebody paused it; failing: nothing reached it for days; gone: it answered 410, that it wants nothing any more */
    by: "operator" | "failing" | "gone";
    /** the reason, in a sentence */
    why: string;
  } | null;
  /** null before anything was sent to it */
  health: ReceiverHealth | null;
  /** names of the routes that name it; a webhook that was subscribed is told by its own match */
  routes: string[];
  /** names of the reports that it gets */
  reports: string[];
}

export interface DeliveryPage {
  /** the page */
  items: Delivery[];
  /** absent on the last page */
  continuationToken?: string;
}

export interface Delivery {
  /** the same at every try: receivers know by it what they have already */
  id: string;
  /** id of the receiver */
  receiver: string;
  /** how it is sent */
  receiverKind: "teams" | "email" | "webhook";
  /** the route by which it came; null for tests and reports */
  route: string | null;
  /** what belongs together; messages of a group reach a receiver in their order */
  group: string;
  /** alert: one cause over the fleet; digest: a scheduled report */
  form: "alert" | "digest";
  /** why it is sent */
  reason:
    | "opened"
    | "worsened"
    | "repeat due"
    | "resolved"
    | "flapping"
    | "first sweep"
    | "storm"
    | "report"
    | "test";
  /** how bad it is; null for a digest */
  severity: "critical" | "high" | "medium" | "low" | "info" | null;
  /** one line: what and where */
  title: string;
  /** pending: not sent yet, or to be tried again; dead: given up, can be sent again; cancelled: its receiver is gone */
  status: "pending" | "sent" | "dead" | "cancelled";
  /** how often it was tried */
  attemptsTotal: number;
  /** null before the first */
  lastAttempt: DeliveryAttempt | null;
  /**
   * when it was made
   * @format date-time
   */
  createdAt: string;
  /**
   * when it is tried next; absent when it is not
   * @format date-time
   */
  nextAt?: string;
  /**
   * when it arrived
   * @format date-time
   */
  sentAt?: string;
}

export interface DeliveryDetail {
  /** the same at every try: receivers know by it what they have already */
  id: string;
  /** id of the receiver */
  receiver: string;
  /** how it is sent */
  receiverKind: "teams" | "email" | "webhook";
  /** the route by which it came; null for tests and reports */
  route: string | null;
  /** what belongs together; messages of a group reach a receiver in their order */
  group: string;
  /** alert: one cause over the fleet; digest: a scheduled report */
  form: "alert" | "digest";
  /** why it is sent */
  reason:
    | "opened"
    | "worsened"
    | "repeat due"
    | "resolved"
    | "flapping"
    | "first sweep"
    | "storm"
    | "report"
    | "test";
  /** how bad it is; null for a digest */
  severity: "critical" | "high" | "medium" | "low" | "info" | null;
  /** one line: what and where */
  title: string;
  /** pending: not sent yet, or to be tried again; dead: given up, can be sent again; cancelled: its receiver is gone */
  status: "pending" | "sent" | "dead" | "cancelled";
  /** how often it was tried */
  attemptsTotal: number;
  /** null before the first */
  lastAttempt: DeliveryAttempt | null;
  /**
   * when it was made
   * @format date-time
   */
  createdAt: string;
  /**
   * when it is tried next; absent when it is not
   * @format date-time
   */
  nextAt?: string;
  /**
   * when it arrived
   * @format date-time
   */
  sentAt?: string;
  /**
   * since when the tries count: when it was made, or sent again by hand
   * @format date-time
   */
  triedSince: string;
  /** newest last, at most 20 */
  attempts: DeliveryAttempt[];
  /** what is sent; each receiver gets it in a form of its own */
  message: Notification | Digest;
}

export interface DeliveryAttempt {
  /**
   * when that was
   * @format date-time
   */
  at: string;
  /** how long it took */
  milliseconds: number;
  /** whether it succeeded */
  ok: boolean;
  /** of HTTP or SMTP; null when there was no answer, or the way knows none */
  status: number | null;
  /** what happened, one sentence */
  detail: string;
}

export interface Notification {
  /** alert: one cause over the fleet */
  form: "alert";
  /**
   * when it was decided
   * @format date-time
   */
  at: string;
  /** the sweep that it is about; null for what belongs to none */
  sweepId: string | null;
  /** why it was sent */
  reason:
    | "opened"
    | "worsened"
    | "repeat due"
    | "resolved"
    | "flapping"
    | "first sweep"
    | "storm"
    | "test";
  /** the worst of what is open; of what is resolved, what it was */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** one line: what and where */
  title: string;
  /** what happened, one or two sentences */
  summary: string;
  /** who or what causes it; null when nobody knows */
  cause: {
    /** what it is */
    kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
    /** its name */
    name: string;
  } | null;
  /** the check that found it; null when it is of several, or no finding */
  check: {
    /** its id */
    id: string;
    /** of the check when it fails */
    title: string;
  } | null;
  /** the earliest of its items */
  since: string | null;
  /** counted exactly, extrapolated from a part, or concluded from indirect signs; null when nothing was found but lost */
  confidence: "measured" | "sampled" | "inferred" | null;
  /** at most 20, those with the worst items first */
  clusters: NotificationCluster[];
  /** how many clusters there are in all */
  clustersTotal: number;
  /** how many alerts did what */
  changes: Partial<
    Record<"opened" | "worsened" | "resolved" | "ongoing", number>
  >;
  /** at most 20, worst first, resolved ones last */
  items: NotificationItem[];
  /** how many items there are in all */
  itemsTotal: number;
  /** what to do first; null when there is nothing to do */
  firstStep: {
    /** for people */
    text: string;
    /** shell commands, ready to paste */
    command?: string;
    /** link to the page that explains more */
    learnMore: string | null;
  } | null;
  /** of the worst finding, at most 6 lines */
  evidence: {
    /** what the line tells */
    label: string;
    /** the line */
    value: string;
  }[];
  /** page to read on; null when the address of the app is not known */
  url: string | null;
}

export interface NotificationItem {
  /** stable over time: the fingerprint of a finding, or its kind and what it is about */
  alertId: string;
  /** what it did since the receiver was last told */
  change: "opened" | "worsened" | "resolved" | "ongoing";
  /** what is wrong */
  kind:
    | "finding"
    | "clusterLost"
    | "clusterGone"
    | "sweepIncomplete"
    | "suppressionEnded"
    | "receiverFailing";
  /** how bad it is */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** the check that found it; null when it is of several, or no finding */
  check: {
    /** its id */
    id: string;
    /** of the check when it fails */
    title: string;
  } | null;
  /** where; null when it is about the fleet */
  cluster: NotificationCluster | null;
  /** who or what causes it; null when nobody knows */
  cause: {
    /** what it is */
    kind: "client" | "user" | "namespace" | "object" | "nodePool" | "webhook";
    /** its name */
    name: string;
  } | null;
  /** one sentence */
  summary: string;
  /**
   * since when
   * @format date-time
   */
  since: string;
  /** counted exactly, extrapolated from a part, or concluded from indirect signs; null when nothing was found but lost */
  confidence: "measured" | "sampled" | "inferred" | null;
  /** page to read on; null when the address of the app is not known */
  url: string | null;
}

export interface NotificationCluster {
  /** key of the cluster in paths */
  key: string;
  /** its name */
  name: string;
  /** ARM id as Azure writes it */
  resourceId?: string;
  /** page to read on; null when the address of the app is not known */
  url: string | null;
}

export interface Digest {
  /** digest: a scheduled report */
  form: "digest";
  /** name of the report in the settings */
  name: string;
  /** one line: what and whose */
  title: string;
  /**
   * when it was made
   * @format date-time
   */
  at: string;
  /** what it is about */
  period: {
    /**
     * first moment, included
     * @format date-time
     */
    from: string;
    /**
     * last moment, not included
     * @format date-time
     */
    to: string;
  };
  /** whose clusters, by a tag: name=value or name; null for the fleet */
  owner: string | null;
  /** clusters of the owner */
  clusters: {
    /** how many there are */
    total: number;
    /** those that the newest sweep could not audit, at most 20 */
    notAudited: {
      cluster: NotificationCluster;
      /** the reason, in a sentence */
      why: string;
    }[];
    /** how many it could not audit */
    notAuditedTotal: number;
  };
  /** mean score, 0–100 */
  score: {
    /** at the end of the period; null when not known */
    now: number | null;
    /** at its beginning; null when not known */
    before: number | null;
  };
  /** mean share of the checks that could be judged, 0–1 */
  coverage: {
    /** at the end of the period; null when not known */
    now: number | null;
    /** at its beginning; null when not known */
    before: number | null;
  };
  /** parts of the fleet that could not be seen, a sentence each */
  unseen: string[];
  /** open findings by severity; suppressed ones left out */
  open: Partial<
    Record<"critical" | "high" | "medium" | "low" | "info", number>
  >;
  /** open findings that are suppressed */
  suppressed: number;
  /** findings that opened */
  opened: {
    /** at most 10, worst first */
    items: NotificationItem[];
    /** how many of them there are in all */
    total: number;
  };
  /** findings that were resolved */
  resolved: {
    /** at most 10, worst first */
    items: NotificationItem[];
    /** how many of them there are in all */
    total: number;
  };
  /** the worst that is open */
  worst: {
    /** at most 10, worst first */
    items: NotificationItem[];
    /** how many of them there are in all */
    total: number;
  };
  /** bounds that are reached within 30 days, soonest first, at most 10 */
  forecasts: {
    cluster: NotificationCluster;
    /** what grows */
    figure: string;
    /** the bound that it reaches */
    bound: string;
    /**
     * when it is reached
     * @format date-time
     */
    at: string;
    /**
     * when it is reached at the earliest
     * @format date-time
     */
    earliest: string;
    /** when it is reached at the latest; null when perhaps never */
    latest: string | null;
  }[];
  /** how many forecasts there are in all */
  forecastsTotal: number;
  /** suppressions that end within 30 days, soonest first, at most 10 */
  endingSuppressions: {
    /** its id */
    id: string;
    /** who decided it */
    owner: string;
    /** why */
    reason: string;
    /**
     * when it stops working
     * @format date-time
     */
    expires: string;
  }[];
  /** how many of them there are in all */
  endingSuppressionsTotal: number;
  /** what is told of the clusters together; absent in messages of older versions */
  across?: {
    /** shared clients first, at most 10 */
    items: {
      /** one sentence */
      text: string;
      /** what is known of it in some clusters */
      details: string[];
    }[];
    /** how many of them there are in all */
    total: number;
    /** what new things are held against, when that is less than it could be */
    note: string | null;
  };
  /** figures by day */
  charts: {
    /** what it shows */
    title: string;
    /** the newest value in words */
    newest: string;
    /** the least that the axis shows */
    from: number;
    /** the most that the axis shows */
    to: number;
    /** oldest first */
    points: {
      /**
       * when that was
       * @format date-time
       */
      at: string;
      /** null when it was not seen */
      value: number | null;
      /** the value in words */
      text: string;
    }[];
  }[];
  /** the table that is attached; null when none is wanted */
  csv:
    | (
        | {
            /** name of the file */
            fileName: string;
            /** what is in it */
            text: string;
          }
        | {
            /** why it is not attached */
            leftOut: string;
          }
      )
    | null;
  /** page to read on; null when the address of the app is not known */
  url: string | null;
}

export interface DecisionPage {
  /** the page */
  items: Decision[];
  /** absent on the last page */
  continuationToken?: string;
}

export interface Decision {
  /** made of the moment */
  id: string;
  /**
   * when it was decided
   * @format date-time
   */
  at: string;
  /** the sweep that was closed; null when something that was held back fell due */
  sweepId: string | null;
  /** what is not told now */
  leftOut: LeftOut[];
  /** when something that is held back falls due; null for nothing */
  nextAt: string | null;
  /** what is sent */
  deliveries: {
    /** the same at every try: receivers know by it what they have already */
    id: string;
    /** id of the receiver */
    receiver: string;
    /** the route by which it came; null for tests and reports */
    route: string | null;
    /** what belongs together; messages of a group reach a receiver in their order */
    group: string;
  }[];
  /** how many more are not told; `GET /api/decisions/{id}` has all */
  moreLeftOut?: number;
}

export interface DecisionDetail {
  /** made of the moment */
  id: string;
  /**
   * when it was decided
   * @format date-time
   */
  at: string;
  /** the sweep that was closed; null when something that was held back fell due */
  sweepId: string | null;
  /** what is not told now */
  leftOut: LeftOut[];
  /** when something that is held back falls due; null for nothing */
  nextAt: string | null;
  /** what is sent; `GET /api/deliveries/{id}` says what became of it */
  deliveries: {
    /** the same at every try: receivers know by it what they have already */
    id: string;
    /** id of the receiver */
    receiver: string;
    /** how it is sent */
    receiverKind: "teams" | "email" | "webhook";
    /** the route by which it came; null for tests and reports */
    route: string | null;
    /** what belongs together; messages of a group reach a receiver in their order */
    group: string;
    /** alert: one cause over the fleet; digest: a scheduled report */
    form: "alert" | "digest";
    /** why it is sent */
    reason:
      | "opened"
      | "worsened"
      | "repeat due"
      | "resolved"
      | "flapping"
      | "first sweep"
      | "storm"
      | "report"
      | "test";
    /** how bad it is; null for a digest */
    severity: "critical" | "high" | "medium" | "low" | "info" | null;
    /** one line: what and where */
    title: string;
  }[];
}

export interface LeftOut {
  /** who is not told; null when there is nobody to tell */
  receiver: string | null;
  /** the route that it is about */
  route: string;
  /** what belongs together */
  group: string;
  /** one line: what and where */
  title: string;
  /** how bad it is */
  severity: "critical" | "high" | "medium" | "low" | "info";
  /** how many there are in the group */
  alerts: number;
  /** their names, at most 5 */
  clusters: string[];
  /** why it is not told now */
  reason:
    | "grouped into"
    | "quiet until"
    | "maintenance until"
    | "group interval until"
    | "suppressed"
    | "below severity"
    | "not wanted"
    | "not confirmed"
    | "not resolved for sure"
    | "flapping"
    | "told already"
    | "receiver paused"
    | "no receiver";
  /** the reason as a sentence */
  text: string;
  /**
   * until when that holds, where it is known
   * @format date-time
   */
  until?: string;
  /** the delivery or the suppression that the reason speaks of */
  into?: string;
}
