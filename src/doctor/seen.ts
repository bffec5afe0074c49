import type { AnyCheck } from '../checks/define-check.ts';
import type { DryPass } from './dry-pass.ts';
import type { SettingsSeen } from './settings.ts';
import type { TokenSeen } from './tokens.ts';
import type { StorageTrial } from './try-storage.ts';
import type { Witnessed } from './witnessed.ts';

/** Everything that the doctor looked at: what its verdicts are made of. */
export interface Seen {
  readonly at: Date;
  readonly settings: SettingsSeen;
  /** Why the storage was not tried. */
  readonly storage: readonly StorageTrial[] | { readonly skipped: string } | null;
  readonly tokens: readonly TokenSeen[];
  /** Null when it is not known which fleet it would be. */
  readonly pass: DryPass | null;
  readonly witnessed: Witnessed;
  readonly checks: readonly AnyCheck[];
}
