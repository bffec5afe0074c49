/** Names and links. */
import type { Child } from 'hono/jsx';
import type { ClusterRef } from '../../model.ts';
import type { Html } from '../html.tsx';
import { nameText } from './text.ts';

/** A name, kept from changing the direction of the text around it. */
export function Name({ of }: { readonly of: string }): Html {
  return <bdi>{nameText(of)}</bdi>;
}

export function ClusterLink({ cluster }: { readonly cluster: ClusterRef }): Html {
  return (
    <a href={clusterPath(cluster)}>
      <Name of={cluster.name} />
    </a>
  );
}

function clusterPath({ key }: ClusterRef): string {
  return `/clusters/${encodeURIComponent(key)}`;
}

export function sweepPath(id: string): string {
  return `/sweeps/${encodeURIComponent(id)}`;
}

export function checkPath(id: string): string {
  return `/checks/${encodeURIComponent(id)}`;
}

/** A link to another site; anything but https is shown as text. */
export function SourceLink({ href, children }: { readonly href: string; readonly children: Child }): Html {
  if (!href.startsWith('https://')) return <span>{children}</span>;
  return (
    <a href={href} rel="noreferrer" class="source">
      {children}
    </a>
  );
}

/** The site of a link, `learn.microsoft.com`: says whose statement it is. */
export function siteOf(href: string): string {
  const host = URL.canParse(href) ? new URL(href).hostname : '';
  return host === '' ? 'its source' : host.replace(/^www\./u, '');
}
