/**
 * Secrets in texts. Gatherers keep none, but texts that clusters and services wrote may quote one: an error names the
 * address that it called, a tag holds what somebody put there. What looks like a secret is left out, whatever it is.
 */

/** Stands for what is left out; none of the rules takes it for a secret again. */
const leftOut = '***';

/** Names of members and parameters whose value is a secret. */
const secretName =
  /passw|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|key[-_]data|subscription[-_]?key|connection[-_]?string|credential|signature|authorization/iu;

interface Rule {
  readonly what: RegExp;
  readonly by: string | ((...match: string[]) => string);
}

/** Parameters that the API server adds to the calls of webhooks and that reads of ours have. */
const harmlessQuery = /^(?:(?:timeout=\d+m?s|limit=\d+|verbose(?:=\w*)?)(?:&|$))+$/u;

const rules: readonly Rule[] = [
  { what: /-----BEGIN [A-Z0-9 ]+-----[\s\S]*?(?:-----END [A-Z0-9 ]+-----|$)/gu, by: leftOut },
  // The same in base64, as kubeconfigs and webhook configurations have it.
  { what: /LS0tLS1CRUdJTi[A-Za-z0-9+/=]*/gu, by: leftOut },
  // https://www.rfc-editor.org/rfc/rfc7519: a token begins with a JSON object, and may be cut.
  { what: /\beyJ[\w-]{8,}(?:\.[\w-]*){0,2}/gu, by: leftOut },
  { what: /\b([a-z][a-z0-9+.-]*:\/\/)[^\s/?#"'<>]*@/giu, by: `$1${leftOut}@` },
  {
    what: /\b([a-z][a-z0-9+.-]*:\/\/[^\s?#"'<>]*)\?([^\s#"'<>]*)/giu,
    by: (whole, address = '', query = '') =>
      harmlessQuery.test(query) ? (whole ?? '') : `${address}?${leftOut}`,
  },
  // Incoming webhooks whose path is the secret.
  {
    what: /\b(https:\/\/(?:\*{3}@)?(?:hooks\.slack\.com|discord(?:app)?\.com\/api\/webhooks|[\w.-]+\.webhook\.office\.com|outlook\.office\.com\/webhook))\/[^\s"'<>]*/giu,
    by: `$1/${leftOut}`,
  },
  { what: /\b(Bearer|SharedKey|SharedAccessSignature)\s+(?=\S*\d)[^\s"',;]{8,}/giu, by: `$1 ${leftOut}` },
  {
    what: /\b(authorization["']?\s*[:=]\s*["']?)(?:(?:Basic|Bearer|Digest|Negotiate)\s+)?[^\s"',;]+/giu,
    by: `$1${leftOut}`,
  },
  // `password=…`, `"token": "…"`, `client-key-data: …`; not `system:serviceaccount:secrets:reader`.
  {
    what: /(?<![\w.-])([\w.-]*(?:passw|pwd|secret|token|api[-_]?key|access[-_]?key|account[-_]?key|private[-_]?key|key[-_]data|subscription[-_]?key|credential)[\w-]*["']?(?:\s*=\s*|:\s+|["']\s*:\s*)["']?)[^\s"'&;,)}\]]{4,}/giu,
    by: `$1${leftOut}`,
  },
  { what: /\b(sig|code)=[\w%+/=.-]{8,}/giu, by: `$1=${leftOut}` },
  // Shapes that services give their keys, so that scanners find them.
  {
    what: /\b(?:gh[pousr]_\w{20,}|github_pat_\w{20,}|xox[abeprs]-[\w-]{10,}|AKIA[0-9A-Z]{16}|whsec_[\w+/=-]{16,})/gu,
    by: leftOut,
  },
  { what: /\b[\w~.-]{3}\dQ~[\w~.-]{31,34}/gu, by: leftOut },
  { what: /\b[A-Za-z0-9+/]{86}==/gu, by: leftOut },
  { what: /\b[A-Za-z0-9+/]{43}=(?![\w=])/gu, by: leftOut },
];

/** Labels are no place for secrets, and what a selector selects is judged by them. */
const labels = new Set(['matchLabels', 'selector']);

/** The text without what looks like a secret; all of it is one when its member is called so (map-texts.ts). */
export function withoutSecrets(text: string, path: readonly string[]): string {
  const called = secretName.test(path.at(-1) ?? '') && !path.some((name) => labels.has(name));
  if (called && text !== '') return leftOut;
  return rules.reduce((rest, { what, by }) => rest.replaceAll(what, by as string), text); // Either kind is taken.
}
