/** Names and links. */
import type { Child } from 'hono/jsx';
import type { ClusterRef } from '../../model.ts';
import type { Html } from '../html.tsx';
import { nameText } from './text.ts';

/** A name, kept from changing the direction of the text around it. */
export function Name({ of }: { readonly of: string }): Html {
  return <bdi>{nameText(of)}</bdi>;
}

interface ClusterLinkProps {
  readonly cluster: ClusterRef;
  /** Id of the place on its page to lead to. */
  readonly at?: string;
}

export function ClusterLink({ cluster, at }: ClusterLinkProps): Html {
  return (
    <a href={at === undefined ? clusterPath(cluster) : `${clusterPath(cluster)}#${at}`}>
      <Name of={cluster.name} />
    </a>
  );
}

export function clusterPath({ key }: Pick<ClusterRef, 'key'>): string {
  return `/clusters/${encodeURIComponent(key.toWellFormed())}`;
}

export function sweepPath(id: string): string {
  return `/sweeps/${encodeURIComponent(id.toWellFormed())}`;
}

export function checkPath(id: string): string {
  return `/checks/${encodeURIComponent(id.toWellFormed())}`;
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
