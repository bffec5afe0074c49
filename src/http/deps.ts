import type { CorsSettings } from '../config/cors.ts';
import type { AnyCheck } from '../checks/define-check.ts';
import type { DoctorReport } from '../doctor/report.ts';
import type { EvidenceSource } from '../evidence/define-gatherer.ts';
import type { Policy, Sweep } from '../model.ts';
import type { NotifyPort } from '../notify/port.ts';
import type { Logger } from '../shared/logger.ts';
import type { Schedule } from '../shared/schedule.ts';
import type { History } from '../store/history.ts';
import type { Authenticator } from './auth/caller.ts';

/** What the routes work with; `main.ts` puts it together. */
export interface HttpDeps {
  readonly history: History;
  readonly checks: readonly AnyCheck[];
  /** Entries of the policy file; those of the API are in the history. */
  readonly policyFile: Policy;
  /** Where every kind of evidence comes from, for what the catalogue says of the evidence a check needs. */
  readonly evidenceSources: readonly EvidenceSource[];
  /** Starts a sweep, or answers the one that is open. */
  startSweep(log: Logger): Promise<{ readonly started: boolean; readonly sweep: Sweep }>;
  /** Whether each thing we depend on answers; never throws for one that does not. */
  probe(): Promise<readonly Dependency[]>;
  /** Looks at all that a sweep uses; what is missing is part of the answer. */
  examine(): Promise<DoctorReport>;
  /** Who is told of what, and the ways to them. */
  readonly notify: NotifyPort;
  readonly schedule: Schedule;
  readonly now: () => Date;
  /** How callers are known. */
  readonly auth: Authenticator;
  /** Which pages of other origins may call the API. */
  readonly cors: CorsSettings;
  /** Shown at the top of every page; null for none. */
  readonly pageNotice: string | null;
}

export interface Dependency {
  readonly name: string;
  readonly ok: boolean;
  /** What is wrong and how to repair it; never a secret. */
  readonly detail?: string;
}
