/** How a request tells that an admission webhook could not be called: the name of the webhook, or an empty text. */

/**
 * A blocked request is a 5xx whose message names the webhook; a denial by a webhook that works is a 4xx, and its message is
 * free text that must not be believed.
 */
export const blockedBy = `iff(Code >= 500, extract(@'failed calling webhook "([^"]+)"', 1, Message), "")`;

/**
 * A request that went through without the webhook says so in an annotation:
 * https://kubernetes.io/docs/reference/labels-annotations-taints/audit-annotations/
 */
export const ignoredOne = String.raw`extract(@'"failed-open\.[^"]+":"([^"]+)"', 1, tostring(Annotations))`;
