import { Link } from 'wouter';
import { useTitle } from '../design/Page';
import { Empty } from '../design/States';

export function NotFoundPage() {
  useTitle('No such page');
  return (
    <Empty page title="There is no such page">
      <Link href="/machines">To the state machines</Link>
    </Empty>
  );
}
