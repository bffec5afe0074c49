import type { Html } from '../html.tsx';
import { Code } from '../parts/code.tsx';
import { Time } from '../parts/time.tsx';
import type { DashboardView } from '../views.ts';

/** What the page says before there is anything to show. */
export function FirstSweep({ view }: { readonly view: DashboardView }): Html {
  return (
    <section class="empty" aria-labelledby="first-sweep">
      <h2 id="first-sweep">No cluster has been audited yet</h2>
      {view.current === null ? (
        <>
          <p>
            The schedule starts a sweep at <Time at={view.nextSweep.toISOString()} />. To start one now, send
            a POST request to <code>/api/sweeps</code> at the address of this page:
          </p>
          <Code kind="Command" text="curl --request POST http://ADDRESS/api/sweeps" />
        </>
      ) : (
        <p>
          The first sweep is on its way. Clusters appear here as soon as they are audited; this page reloads
          itself.
        </p>
      )}
    </section>
  );
}
