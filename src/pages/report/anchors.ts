/** The id of a cluster's part of the report. */
export function clusterAnchor({ key }: { readonly key: string }): string {
  return `cluster-${encodeURIComponent(key)}`;
}
