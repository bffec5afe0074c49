/** Which pages of other origins may call the API from a browser. */
import type { AuthSettings } from './auth.ts';
import type { Settings } from './settings.ts';

export interface CorsSettings {
  /** As browsers send them; `*` for every one. */
  readonly origins: readonly string[] | '*';
  /** Whether browsers send their cookies along, and let the page see the answer. */
  readonly credentials: boolean;
}

/** None, unless some are named. */
export function corsSettings(settings: Settings, { mode }: AuthSettings): CorsSettings {
  const given = settings.list('CORS_ALLOWED_ORIGINS') ?? [];
  const credentials = settings.flag('CORS_ALLOW_CREDENTIALS');
  const { problems } = settings;
  if (given.includes('*')) {
    if (given.length > 1)
      problems.push('CORS_ALLOWED_ORIGINS has * and others. Use * alone, or name the origins.');
    if (credentials) {
      problems.push(
        'CORS_ALLOW_CREDENTIALS is true, and CORS_ALLOWED_ORIGINS is *: every page could act as whoever visits it. Name the origins.',
      );
    }
    if (mode === 'none') {
      problems.push(
        'CORS_ALLOWED_ORIGINS is *, and AUTH_MODE is none: every page that is open on this machine could read the fleet. Name the origins, e.g. http://localhost:3000.',
      );
    }
    return { origins: '*', credentials };
  }
  if (credentials && given.length === 0) {
    problems.push(
      'CORS_ALLOW_CREDENTIALS is true, but CORS_ALLOWED_ORIGINS names no origin. Set both, or none.',
    );
  }
  return { origins: given.map((text) => originOf(settings, text)), credentials };
}

function originOf({ problems }: Settings, text: string): string {
  const url = URL.parse(text);
  const isWeb = (url?.protocol === 'https:' || url?.protocol === 'http:') && !url.hostname.includes('*');
  // A name, and nothing after it: not even the slash, which is no part of an origin.
  if (
    url !== null &&
    isWeb &&
    text.toLowerCase().replace(/:\d+$/u, '') === `${url.protocol}//${url.hostname}`
  ) {
    return url.origin;
  }
  problems.push(
    `CORS_ALLOWED_ORIGINS has "${text}", which is no origin. Use scheme, host and port alone, e.g. https://portal.example.com.`,
  );
  return text;
}
