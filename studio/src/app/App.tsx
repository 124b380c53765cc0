import { lazy, Suspense } from 'react';
import { Redirect, Route, Switch } from 'wouter';
import { Loading } from '../design/States';
import { MachinesPage } from '../pages/MachinesPage';
import { NotFoundPage } from '../pages/NotFoundPage';
import { Shell } from './Shell';

const MachinePage = lazy(() => import('../pages/machine/MachinePage'));
const ExecutionPage = lazy(() => import('../pages/execution/ExecutionPage'));

/** Every view has an address; what is not on the first page is loaded when it is opened. */
export function App() {
  return (
    <Shell>
      <Suspense fallback={<Loading what="the page" />}>
        <Switch>
          <Route path="/">
            <Redirect to="/machines" replace />
          </Route>
          <Route path="/machines">
            <MachinesPage />
          </Route>
          <Route path="/machines/:name">{({ name }) => <MachinePage name={decodeURIComponent(name)} />}</Route>
          <Route path="/executions/:arn">{({ arn }) => <ExecutionPage arn={decodeURIComponent(arn)} />}</Route>
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </Shell>
  );
}
