/** Shell commands that delete many objects without a burst: in small batches with pauses, never all at once. */

/** Objects in a batch, and seconds after each: every deletion is a write to etcd that all watchers are told of. */
const batch = 100;
const pauseSeconds = 10;

/** Objects on a page: as many as kubectl asks for. */
const page = 500;

export interface BatchRequest {
  /** `plural` or `plural.group`. */
  readonly kind: string;
  /** Path of the kind in the namespace NAMESPACE. */
  readonly path: string;
  readonly fieldSelector?: string;
  /** jq filter for the objects that are meant. */
  readonly filter?: string;
}

/**
 * Deletes by pages: what is deleted is gone from the next first page, and a list of all would be as large as the leak. It
 * ends at a page without any. In the background, because the API itself would leave the pods of a Job behind:
 * https://kubernetes.io/docs/concepts/architecture/garbage-collection/#cascading-deletion
 */
export function deleteBatches({ kind, path, fieldSelector, filter }: BatchRequest): string {
  const query = fieldSelector === undefined ? '' : `&fieldSelector=${encodeURIComponent(fieldSelector)}`;
  // What waits for a finalizer would be on the first page for ever.
  const filters = ['.items[]', 'select(.metadata.deletionTimestamp == null)', filter ?? [], '.metadata.name'];
  return [
    `while names=$(kubectl get --raw "${path}?limit=${page}${query}" |`,
    `  jq -r '${filters.flat().join(' | ')}') && [ -n "$names" ]; do`,
    `  echo "$names" | xargs -n ${batch} sh -c 'kubectl delete ${kind} --namespace="$NAMESPACE" --cascade=background --wait=false "$@"; sleep ${pauseSeconds}' sh`,
    'done',
  ].join('\n');
}
