/** Bounds of one audit, so that it does no harm to an API server that may be on its knees. */
export interface ReaderLimits {
  readonly requests: number;
  readonly wireBytes: number;
  readonly inFlight: number;
  readonly jsonBytes: number;
  readonly textBytes: number;
  readonly streamBytes: number;
  readonly requestSeconds: number;
  readonly streamSeconds: number;
  readonly retryAfterSeconds: number;
}

const mebibyte = 1024 * 1024;

export const readerLimits: ReaderLimits = {
  // The same load whatever the size of the cluster: what all gatherers may send together.
  requests: 40,
  // Two scrapes of a 100 MB `/metrics`, which gzip shrinks about 15 times, and some pages of small objects.
  wireBytes: 15_000_000,
  // One of the ten seats a LIST may cost is enough to be noticed; five calls stay within a small priority level.
  inFlight: 5,
  // 500 of the largest objects that are read whole (webhook configurations) stay below it; a decompression bomb does not.
  jsonBytes: 16 * mebibyte,
  textBytes: mebibyte,
  // A cluster with many CRDs and long uptime serves 30 to 100 MB of metrics.
  streamBytes: 256 * mebibyte,
  // Half of the 60 s after which the API server itself gives a request up
  // (https://kubernetes.io/docs/reference/command-line-tools-reference/kube-apiserver/, --request-timeout).
  requestSeconds: 30,
  // Two scrapes and the window between them end within the time of their gatherer.
  streamSeconds: 25,
  // Servers ask for 1 to 32 s. Longer than this is not worth holding an audit: the next sweep asks again.
  retryAfterSeconds: 5,
};
