/** Links into the pages of the app; null when its address is not known. */

/** The list of clusters: all, or those with a tag (`name=value` or `name`). */
export function fleetUrl(baseUrl: string | null, tag: string | null = null): string | null {
  return pageUrl(baseUrl, tag === null ? '/' : `/?tag=${encodeURIComponent(tag)}`);
}

export function clusterUrl(baseUrl: string | null, key: string): string | null {
  return pageUrl(baseUrl, `/clusters/${encodeURIComponent(key)}`);
}

/** The card of an open finding on the page of its cluster. */
export function findingUrl(baseUrl: string | null, key: string, fingerprint: string): string | null {
  return sectionUrl(baseUrl, key, `finding-${encodeURIComponent(fingerprint)}`);
}

/** Findings that the newest audit did not find or could not see, on the page of the cluster. */
export function goneFindingsUrl(baseUrl: string | null, key: string): string | null {
  return sectionUrl(baseUrl, key, 'gone');
}

/** What was sent, and what was left out. */
export function messagesUrl(baseUrl: string | null): string | null {
  return pageUrl(baseUrl, '/messages');
}

/** The table of all findings, for spreadsheets. */
export function csvReportUrl(baseUrl: string | null): string | null {
  return pageUrl(baseUrl, '/api/reports/fleet?format=csv');
}

function sectionUrl(baseUrl: string | null, key: string, section: string): string | null {
  const page = clusterUrl(baseUrl, key);
  return page === null ? null : `${page}#${section}`;
}

function pageUrl(baseUrl: string | null, path: string): string | null {
  return baseUrl === null ? null : `${baseUrl.replace(/\/+$/u, '')}${path}`;
}
