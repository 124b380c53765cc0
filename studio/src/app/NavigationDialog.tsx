import { Link, useLocation } from 'wouter';
import { Dialog } from '../design/Dialog';
import { isAt, PLACES } from './places';

/** Where one can go, on a screen that has no room for it in the bar. */
export function NavigationDialog({ onClose }: { onClose: () => void }) {
  const [location] = useLocation();
  return (
    <Dialog open onClose={onClose} title="Stepwell" actions={null}>
      <nav aria-label="Main" className="navigation">
        {PLACES.map((place) => (
          <Link
            key={place.href}
            href={place.href}
            onClick={onClose}
            aria-current={isAt(place, location) ? 'page' : undefined}
          >
            <place.icon size={18} aria-hidden />
            {place.label}
          </Link>
        ))}
      </nav>
    </Dialog>
  );
}
