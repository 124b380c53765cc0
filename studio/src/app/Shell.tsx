import { useQueryClient } from '@tanstack/react-query';
import { Keyboard, LogOut, Menu as MenuIcon, Search } from 'lucide-react';
import { lazy, Suspense, useEffect, useRef, useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import { signOut, useSession } from '../api/session';
import { followNotices } from '../api/notices';
import { Toaster } from '../design/Toaster';
import { ConnectionBanner } from './ConnectionBanner';
import { NavigationDialog } from './NavigationDialog';
import { isAt, PLACES } from './places';
import './shell.css';
import { ShortcutsDialog } from './ShortcutsDialog';
import { ThemeSwitch } from './ThemeSwitch';
import { useKeys } from './useKeys';

const CommandPalette = lazy(() => import('./CommandPalette'));

type Over = 'palette' | 'shortcuts' | 'navigation';

/** The frame around every page: where one can go, how to find it, and how the server is. */
export function Shell({ children }: { children: ReactNode }) {
  const [location, go] = useLocation();
  const [over, setOver] = useState<Over>();
  const client = useQueryClient();
  const main = useRef<HTMLElement>(null);
  useEffect(() => followNotices(client), [client]);
  useKeys({
    'ctrl+k': () => setOver('palette'),
    '/': () => setOver('palette'),
    '?': () => setOver('shortcuts'),
    c: () => go('/create'),
    ...Object.fromEntries(PLACES.map(({ key, href }) => [`g ${key}`, () => go(href)])),
  });
  const close = () => setOver(undefined);
  return (
    <div className="shell">
      <a className="skip" href="#main" onClick={() => main.current?.focus()}>
        Skip to the content
      </a>
      <header className="shell-bar">
        <button type="button" className="icon-button shell-menu" aria-label="Menu" onClick={() => setOver('navigation')}>
          <MenuIcon size={18} aria-hidden />
        </button>
        <Link href="/machines" className="brand">
          <img src="/stepwell.svg" alt="" width="24" height="24" />
          Stepwell
        </Link>
        <nav aria-label="Main" className="shell-places">
          {PLACES.map((place) => (
            <Link key={place.href} href={place.href} aria-current={isAt(place, location) ? 'page' : undefined}>
              {place.label}
            </Link>
          ))}
        </nav>
        <button type="button" className="shell-search" title="Find (Ctrl+K)" onClick={() => setOver('palette')}>
          <Search size={14} aria-hidden />
          <span>Find</span>
          <kbd>Ctrl K</kbd>
        </button>
        <button
          type="button"
          className="icon-button shell-keys"
          aria-label="Keyboard shortcuts"
          title="Keyboard shortcuts"
          onClick={() => setOver('shortcuts')}
        >
          <Keyboard size={18} aria-hidden />
        </button>
        <ThemeSwitch />
        <SignOut />
      </header>
      <main id="main" ref={main} className="shell-main" tabIndex={-1}>
        <ConnectionBanner />
        {children}
      </main>
      <Toaster />
      {over === 'palette' && (
        <Suspense>
          <CommandPalette onClose={close} />
        </Suspense>
      )}
      {over === 'shortcuts' && <ShortcutsDialog onClose={close} />}
      {over === 'navigation' && <NavigationDialog onClose={close} />}
    </div>
  );
}

function SignOut() {
  const client = useQueryClient();
  const session = useSession().data;
  if (session?.auth !== 'sigv4') {
    return null;
  }
  const who = `${session.accessKeyId}, ${session.role}`;
  return (
    <button
      type="button"
      className="icon-button"
      aria-label={`Sign out (${who})`}
      title={`Sign out (${who})`}
      onClick={() => void signOut(client)}
    >
      <LogOut size={18} aria-hidden />
    </button>
  );
}
