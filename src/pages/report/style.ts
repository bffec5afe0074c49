/** The style sheet of a report, which is in the document itself: an archive and a mail have no server to ask. */
import { createHash } from 'node:crypto';
import { css } from '../styles/css.ts';
import { styles } from '../styles/index.ts';

const report = css`
  .brand {
    cursor: default;
  }
  .cluster > h3 {
    margin-top: 0.75rem;
  }
  .cluster > h2 {
    padding-top: 1.25rem;
    border-top: 1px solid var(--line);
  }
  @media print {
    @page {
      margin: 14mm;
    }
    .seen {
      position: static;
    }
    .source::after {
      content: ' (' attr(href) ')';
      overflow-wrap: anywhere;
    }
  }
`;

export const reportStyles = `${styles}\n${report}`;

const styleHash = createHash('sha256').update(reportStyles, 'utf8').digest('base64');

/**
 * What a report may do: nothing but be styled by the one sheet that is in it. In the document, so that it holds for a saved
 * file too. https://developer.mozilla.org/docs/Web/HTTP/Reference/Headers/Content-Security-Policy
 */
export const reportPolicy = [
  "default-src 'none'",
  `style-src 'sha256-${styleHash}'`,
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');
