import type { ClusterSource } from '../../model.ts';
import type { Html } from '../html.tsx';
import { Code } from '../parts/code.tsx';
import { queryLink } from '../parts/portal.ts';

interface QueryProps {
  readonly kql: string;
  /** Of the cluster whose logs it is about, where it is to be opened from here. */
  readonly source: ClusterSource | undefined;
}

/** A log query to copy, or to open in the portal. */
export function Query({ kql, source }: QueryProps): Html {
  const link = source === undefined ? null : queryLink(source, kql);
  return (
    <>
      <Code kind="KQL" text={kql} />
      {link === null ? null : (
        <p class="hint">
          <a href={link} rel="noreferrer" class="portal-query">
            Open the query in the Azure portal
          </a>
        </p>
      )}
    </>
  );
}
