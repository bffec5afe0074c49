/** Addresses of pages for messages; null while the address of the app is not known (PUBLIC_URL). */

export function clusterUrl(baseUrl: string | null, clusterKey: string): string | null {
  return baseUrl === null ? null : `${baseUrl}/clusters/${encodeURIComponent(clusterKey)}`;
}

/** The finding on the page of its cluster. */
export function findingUrl(baseUrl: string | null, clusterKey: string, fingerprint: string): string | null {
  const page = clusterUrl(baseUrl, clusterKey);
  return page === null ? null : `${page}#finding-${encodeURIComponent(fingerprint)}`;
}

/** What was sent, to whom and why. */
export function messagesUrl(baseUrl: string | null): string | null {
  return baseUrl === null ? null : `${baseUrl}/messages`;
}
