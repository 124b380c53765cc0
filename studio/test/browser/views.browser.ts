import { describeViews } from './harness';
import { FAILING_MAP, WIDE_MAP } from './machines';
import { call, executionAddress, machine, run } from './server';

const ORDER = { user: { name: 'Ada', email: 'ada@example.com' }, order: { item: 'notebook', quantity: 2 } };
const TOO_MANY = { user: { name: 'Charles', email: 'c@example.com' }, order: { item: 'gear', quantity: 25_000 } };

/** One execution of each kind, however often it is looked at. */
const known = new Map<string, Promise<string>>();

function once(name: string, begin: () => Promise<string>): Promise<string> {
  const arn = known.get(name) ?? begin();
  known.set(name, arn);
  return arn;
}

const sagaArn = async () =>
  (await call<{ stateMachines: { stateMachineArn: string; name: string }[] }>('ListStateMachines', {})).stateMachines.find(
    ({ name }) => name === 'OrderSaga',
  )?.stateMachineArn ?? '';
const failed = () => once('failed', async () => run(await sagaArn(), TOO_MANY));
const succeeded = () => once('succeeded', async () => run(await sagaArn(), ORDER));
const failingMap = () => once('map', async () => run(await machine('BrowserFailingMap', FAILING_MAP)));
const wideMap = () =>
  once('wide', async () => run(await machine('BrowserWideMap', WIDE_MAP), { items: Array.from({ length: 5_000 }, (_, i) => i) }));

describeViews('an execution', [
  {
    name: 'execution failed',
    address: async () => executionAddress(await failed()),
    ready: (page) => page.locator('.node[data-status="failed"]').waitFor(),
  },
  {
    name: 'execution step',
    address: async () => `${executionAddress(await succeeded())}?state=PlaceOrder`,
    ready: async (page) => {
      await page.getByText('After ResultPath').waitFor();
      await page.locator('.node[data-selected]').waitFor();
    },
  },
  {
    name: 'execution iterations',
    address: async () => executionAddress(await wideMap()),
    ready: (page) => page.getByText('5000/5000').waitFor(),
  },
  {
    name: 'execution table',
    address: async () => `${executionAddress(await failingMap())}?view=table`,
    ready: (page) => page.getByRole('row').nth(8).waitFor(),
  },
  {
    name: 'execution events',
    address: async () => `${executionAddress(await failed())}?view=events&event=4`,
    ready: (page) => page.getByText('follows event 3').waitFor(),
  },
  {
    name: 'execution shortcuts',
    address: async () => executionAddress(await succeeded()),
    ready: async (page) => {
      await page.locator('.node').first().focus();
      await page.keyboard.press('?');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'execution unknown',
    address: async () => executionAddress(`${await failed()}-not`),
    ready: (page) => page.getByRole('alert').waitFor(),
  },
]);
