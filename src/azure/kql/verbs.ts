/** Verbs of requests that change something, as the audit log writes them; kube-audit-admin has all of these. */
export const writeVerbs = '("create", "update", "patch", "delete", "deletecollection")';
