import type { ClusterSource } from '../../model.ts';
import type { Html } from '../html.tsx';
import { SourceLink } from '../parts/name.tsx';
import { portalLinks } from '../parts/portal.ts';

/** Leads to the cluster's pages in the Azure portal. */
export function PortalLinks({ source }: { readonly source: ClusterSource }): Html | null {
  const links = portalLinks(source);
  if (links.length === 0) return null;
  return (
    <nav class="portal" aria-label="In the Azure portal">
      <span>In the Azure portal:</span>
      <ul>
        {links.map(({ text, href }) => (
          <li>
            <SourceLink href={href}>{text}</SourceLink>
          </li>
        ))}
      </ul>
    </nav>
  );
}
