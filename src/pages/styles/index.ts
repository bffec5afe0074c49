/** The one style sheet of all pages. */
export const styles = ['body { font-family: system-ui; }'].join('\n');
