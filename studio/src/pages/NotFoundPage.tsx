import { Link } from 'wouter';
import { Empty } from '../design/States';

export function NotFoundPage() {
  return (
    <Empty title="There is no such page">
      <Link href="/machines">To the state machines</Link>
    </Empty>
  );
}
