/** Seconds until a page is loaded again while a sweep is open. */
export const refreshSeconds = 5;
