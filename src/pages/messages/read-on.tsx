import type { Message } from '../../notification.ts';
import type { Html } from '../html.tsx';
import { checkPath, clusterPath, Name } from '../parts/name.tsx';
import { plain } from '../parts/text.ts';

/** Where to read on in these pages, also where the app does not know its own address. */
export function ReadOn({ message }: { readonly message: Message }): Html | null {
  if (message.form === 'digest' || (message.clusters.length === 0 && message.check === null)) return null;
  return (
    <div class="part">
      <h3>Read on</h3>
      <ul class="inline">
        {message.check === null ? null : (
          <li>
            <a href={checkPath(message.check.id)}>{plain(message.check.title)}</a>
          </li>
        )}
        {message.clusters.map((cluster) => (
          <li>
            <a href={clusterPath(cluster)}>
              <Name of={cluster.name} />
            </a>
          </li>
        ))}
      </ul>
    </div>
  );
}
