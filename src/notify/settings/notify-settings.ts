/** What people decided about notifications, with everything filled in; read from the notification file (read-file.ts). */
import type { Severity } from '../../model.ts';
import type { AlertMatch, EventKind, WebhookFormat } from '../../notification.ts';

export interface NotifySettings {
  readonly receivers: readonly ReceiverSettings[];
  /** In their order; the first that matches an alert takes it, unless it says `continue`. The last is the default route. */
  readonly routes: readonly Route[];
  readonly maintenance: readonly MaintenanceWindow[];
  readonly reports: readonly ReportSettings[];
  /** How mail is sent; null when it is not said, and then no receiver is mail. */
  readonly mail: MailSettings | null;
}

/** `id` is the name in the file. Secrets are here in the clear: never stored, logged or answered. */
export type ReceiverSettings =
  | { readonly id: string; readonly kind: 'teams'; readonly url: string }
  | {
      readonly id: string;
      readonly kind: 'email';
      readonly to: readonly string[];
      readonly cc: readonly string[];
    }
  | {
      readonly id: string;
      readonly kind: 'webhook';
      readonly url: string;
      readonly format: WebhookFormat;
      /** `whsec_…`; the first signs newest, all sign. */
      readonly secrets: readonly string[];
    };

export interface MailSettings {
  /** e.g. `Fleet Auditor <fleet@example.com>`. */
  readonly from: string;
  readonly replyTo: string | null;
  /** For List-Unsubscribe: a mailto: or https: address. */
  readonly unsubscribe: string;
  readonly transport:
    | {
        readonly kind: 'smtp';
        /** smtp: or smtps: with user and password in it, where needed. */ readonly url: string;
      }
    /** Azure Communication Services by the identity of the app. */
    | { readonly kind: 'communicationServices'; readonly endpoint: string };
}

export interface Route {
  readonly name: string;
  readonly match: AlertMatch;
  /** Ids of receivers. */
  readonly receivers: readonly string[];
  /** Whether routes behind it are looked at too. */
  readonly continue: boolean;
  /** Milder alerts are not told by this route. */
  readonly minSeverity: Severity;
  /** Every event without it. */
  readonly events?: readonly EventKind[];
  /** Shortest time between two messages about one group; what gets worse or is critical does not wait. */
  readonly groupMinutes: number;
  /** After how many hours an open group is told again, by its worst severity; null for never. */
  readonly repeatHours: Readonly<Record<Severity, number | null>>;
  /** Null for none. */
  readonly quiet: QuietHours | null;
  /** In how many sweeps in a row an alert has to be seen before it is told; critical ones are told at once. */
  readonly openAfter: number;
  /** In how many sweeps in a row it has to be gone before that is told. */
  readonly resolveAfter: number;
}

export const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;
export type Weekday = (typeof weekdays)[number];

export interface QuietHours {
  readonly name: string;
  /** IANA name. */
  readonly timeZone: string;
  readonly spans: readonly QuietSpan[];
  /** Alerts as bad as this pass. */
  readonly passes: Severity;
}

/** A span that begins on these days; with `to` at or before `from` it ends on the next day. */
export interface QuietSpan {
  readonly days: readonly Weekday[];
  /** HH:MM, local time. `from` and `to` the same: the whole day. */
  readonly from: string;
  readonly to: string;
}

/** While it lasts nobody is told of the clusters it names; all clusters when it names none. */
export interface MaintenanceWindow {
  readonly name: string;
  readonly reason: string;
  /** ISO 8601. */
  readonly from: string;
  readonly to: string;
  readonly clusters: readonly string[];
  readonly tags: readonly string[];
}

export interface ReportSettings {
  readonly name: string;
  /** Six fields with seconds first, in the time zone. */
  readonly schedule: string;
  readonly timeZone: string;
  readonly period: 'day' | 'week';
  /** `name=value` or `name` of a tag; null for the whole fleet. */
  readonly owner: string | null;
  readonly receivers: readonly string[];
  readonly csv: boolean;
}
