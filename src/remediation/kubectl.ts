/** kubectl command lines with every name from the cluster quoted. */
import { shellQuote } from '../shared/quote.ts';

/** One change of RFC 6902. */
export type PatchOperation =
  | { readonly op: 'test' | 'add' | 'replace'; readonly path: string; readonly value: unknown }
  | { readonly op: 'remove'; readonly path: string };

/** `TYPE/NAME` as one word: a name that looks like an option cannot become one. */
export function objectWord(type: string, name: string): string {
  return shellQuote(`${type}/${name}`);
}

export function namespaceOption(namespace: string): string {
  return `--namespace=${shellQuote(namespace)}`;
}

export function jsonPatch(type: string, name: string, operations: readonly PatchOperation[]): string {
  return `kubectl patch ${objectWord(type, name)} --type=json --patch=${shellQuote(JSON.stringify(operations))}`;
}

/** The kinds of request that the API server that answers has served most; `labels` as a regular expression, or nothing. */
export function busiestCalls(labels = ''): string {
  return `kubectl get --raw /metrics | grep -E '^apiserver_request_total\\{${labels}' | sort -t' ' -k2 -gr | head -20`;
}

/** Saves an object before it is changed. */
export function backup(type: string, name: string): string {
  return `kubectl get ${objectWord(type, name)} --output=yaml > ${shellQuote(backupFile(type, name))}`;
}

/** Brings back what `backup` saved and was deleted since. The server refuses an object that says which version it was. */
export function restore(type: string, name: string): string {
  return `grep -v '^  resourceVersion:' ${shellQuote(backupFile(type, name))} | kubectl create --filename=-`;
}

/** A file name that stays in the current folder whatever the object is called. */
export function backupFile(type: string, name: string): string {
  return `${type}-${name}.backup.yaml`.replaceAll(/[^A-Za-z0-9._-]/g, '_');
}
