/** How callers are known, and which pages of other origins may call. */
import { environmentOf } from './fleet.ts';
import type { SettingName, WordOf } from './catalogue.ts';
import type { Settings } from './settings.ts';

export type AuthSettings = { readonly mode: Exclude<AuthMode, 'entra'> } | EntraSettings;

export interface EntraSettings {
  readonly mode: 'entra';
  /** In lower case, as it is in tokens. */
  readonly tenantId: string;
  /** Everything that tokens for this app may name as their audience. */
  readonly audiences: readonly string[];
  /** Without a slash at the end. */
  readonly authorityHost: string;
}

type AuthMode = WordOf<'AUTH_MODE'>;

/** Function keys when nothing is said: a deployment without settings is closed. */
export function authSettings(settings: Settings): AuthSettings {
  const mode = settings.oneOf('AUTH_MODE');
  if (mode === 'entra') return entraSettings(settings);
  const unused = ofEntra.filter((name) => settings.optional(name) !== null);
  if (unused.length > 0) {
    settings.problems.push(
      `${unused.join(', ')} is set, but AUTH_MODE is ${mode}, which checks no tokens. Set AUTH_MODE to entra, or unset ${unused.join(', ')}.`,
    );
  }
  if (mode === 'platform') requirePlatform(settings);
  if (mode === 'none') requireOwnMachine(settings);
  return { mode };
}

const ofEntra = [
  'AUTH_TENANT_ID',
  'AUTH_CLIENT_ID',
  'AUTH_AUDIENCES',
] as const satisfies readonly SettingName[];

function entraSettings(settings: Settings): AuthSettings {
  const tenantId = guid(settings, 'AUTH_TENANT_ID', settings.required('AUTH_TENANT_ID', exampleId));
  const clientId = settings.optional('AUTH_CLIENT_ID');
  if (clientId !== null) guid(settings, 'AUTH_CLIENT_ID', clientId);
  const others = settings.list('AUTH_AUDIENCES') ?? [];
  if (clientId === null && others.length === 0) {
    settings.problems.push(
      `Neither AUTH_CLIENT_ID nor AUTH_AUDIENCES is set. Set AUTH_CLIENT_ID to the application id of the app registration, e.g. ${exampleId}.`,
    );
  }
  return {
    mode: 'entra',
    tenantId,
    audiences: [...(clientId === null ? [] : audiencesOf(clientId.toLowerCase(), tenantId)), ...others],
    authorityHost: environmentOf(settings).authorityHost.replace(/\/+$/u, ''),
  };
}

const exampleId = '00000000-0000-0000-0000-000000000000';

function guid(settings: Settings, name: SettingName, text: string): string {
  const isGuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/iu.test(text);
  if (!isGuid && text !== '') {
    settings.problems.push(`${name} is "${text}", but it must be a GUID. Set it to e.g. ${exampleId}.`);
  }
  return text.toLowerCase();
}

/** The id, and the application id URIs that Entra proposes: https://learn.microsoft.com/entra/identity-platform/identifier-uri-restrictions */
function audiencesOf(clientId: string, tenantId: string): readonly string[] {
  return [clientId, `api://${clientId}`, `api://${tenantId}/${clientId}`];
}

/** Without it, the headers that say who asks come from whoever asks. */
function requirePlatform(settings: Settings): void {
  if (settings.optional('WEBSITE_AUTH_ENABLED')?.toLowerCase() === 'true') return;
  settings.problems.push(
    'AUTH_MODE is platform, but authentication of the platform is off (WEBSITE_AUTH_ENABLED is not True). Turn App Service authentication on, or set AUTH_MODE to entra.',
  );
}

/** Set by the platform on every plan: https://learn.microsoft.com/azure/app-service/reference-app-settings */
const ofAzure = ['WEBSITE_INSTANCE_ID', 'WEBSITE_SITE_NAME'] as const satisfies readonly SettingName[];

function requireOwnMachine(settings: Settings): void {
  const found = ofAzure.filter((name) => settings.optional(name) !== null);
  if (found.length === 0) return;
  settings.problems.push(
    `AUTH_MODE is none, but the app runs in Azure (${found.join(', ')} is set), where everybody could call it. Set AUTH_MODE to entra, platform or functionKey.`,
  );
}
