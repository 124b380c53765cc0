import { lazy, Suspense, useRef } from 'react';
import { Redirect, Route, Switch, useLocation } from 'wouter';
import { useSession } from '../api/session';
import { Loading } from '../design/States';
import { MachinesPage } from '../pages/MachinesPage';
import { NotFoundPage } from '../pages/NotFoundPage';
import { ErrorBoundary } from './ErrorBoundary';
import { Shell } from './Shell';
import { SignInPage } from './SignInPage';

const MachinePage = lazy(() => import('../pages/machine/MachinePage'));
const NewMachine = lazy(() => import('../designer/page/DesignerPage').then(({ NewMachine }) => ({ default: NewMachine })));
const EditMachine = lazy(() => import('../designer/page/DesignerPage').then(({ EditMachine }) => ({ default: EditMachine })));
const ExecutionsPage = lazy(() => import('../pages/ExecutionsPage'));
const ExecutionPage = lazy(() => import('../pages/execution/ExecutionPage'));
const TasksPage = lazy(() => import('../pages/tasks/TasksPage'));
const ActivitiesPage = lazy(() => import('../pages/activities/ActivitiesPage'));
const ActivityPage = lazy(() => import('../pages/activities/ActivityPage'));
const FunctionsPage = lazy(() => import('../pages/functions/FunctionsPage'));
const FunctionPage = lazy(() => import('../pages/functions/FunctionPage'));
const SchedulesPage = lazy(() => import('../pages/schedules/SchedulesPage'));
const UsagePage = lazy(() => import('../pages/usage/UsagePage'));
const QuarantinePage = lazy(() => import('../pages/server/QuarantinePage'));
const ServerPage = lazy(() => import('../pages/server/ServerPage'));
const MapRunPage = lazy(() => import('../pages/maprun/MapRunPage'));

/** Asks who it is, where the server wants to know, and shows the rest to whom it may. */
export function App() {
  const session = useSession();
  const wasIn = useRef(false);
  if (session.isPending) {
    return <Loading what="the Studio" />;
  }
  if (session.data === null) {
    return <SignInPage ended={wasIn.current} />;
  }
  wasIn.current = true;
  return (
    <Shell>
      <Pages />
    </Shell>
  );
}

/** Every view has an address; what is not on the first page is loaded when it is opened. */
function Pages() {
  const [location] = useLocation();
  return (
    <ErrorBoundary location={location}>
      <Suspense fallback={<Loading what="the page" />}>
        <Switch>
          <Route path="/">
            <Redirect to="/machines" replace />
          </Route>
          <Route path="/machines">
            <MachinesPage />
          </Route>
          <Route path="/create">
            <NewMachine />
          </Route>
          <Route path="/machines/:name/edit">{({ name }) => <EditMachine key={name} name={decodeURIComponent(name)} />}</Route>
          <Route path="/machines/:name">{({ name }) => <MachinePage name={decodeURIComponent(name)} />}</Route>
          <Route path="/executions">
            <ExecutionsPage />
          </Route>
          <Route path="/executions/:arn">{({ arn }) => <ExecutionPage arn={decodeURIComponent(arn)} />}</Route>
          <Route path="/tasks">
            <TasksPage />
          </Route>
          <Route path="/activities">
            <ActivitiesPage />
          </Route>
          <Route path="/activities/:name">{({ name }) => <ActivityPage name={decodeURIComponent(name)} />}</Route>
          <Route path="/functions">
            <FunctionsPage />
          </Route>
          <Route path="/functions/:name">{({ name }) => <FunctionPage name={decodeURIComponent(name)} />}</Route>
          <Route path="/schedules">
            <SchedulesPage />
          </Route>
          <Route path="/usage">
            <UsagePage />
          </Route>
          <Route path="/quarantine">
            <QuarantinePage />
          </Route>
          <Route path="/server">
            <ServerPage />
          </Route>
          <Route path="/map-runs/:arn">{({ arn }) => <MapRunPage arn={decodeURIComponent(arn)} />}</Route>
          <Route>
            <NotFoundPage />
          </Route>
        </Switch>
      </Suspense>
    </ErrorBoundary>
  );
}
