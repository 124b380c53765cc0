import { Boxes, Moon, Sun, SunMoon } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { Link, useLocation } from 'wouter';
import './shell.css';
import { setTheme, theme, type Theme } from './theme';

const PLACES = [{ href: '/machines', label: 'State machines', icon: Boxes }];

/** The frame around every page: where one can go, and the light. */
export function Shell({ children }: { children: ReactNode }) {
  const [location] = useLocation();
  return (
    <div className="shell">
      <a className="skip" href="#main">
        Skip to the content
      </a>
      <header className="shell-bar">
        <Link href="/machines" className="brand">
          <img src="/stepwell.svg" alt="" width="24" height="24" />
          Stepwell
        </Link>
        <nav aria-label="Main">
          {PLACES.map(({ href, label, icon: Icon }) => (
            <Link key={href} href={href} aria-current={location.startsWith(href) ? 'page' : undefined}>
              <Icon size={16} aria-hidden />
              <span>{label}</span>
            </Link>
          ))}
        </nav>
        <ThemeSwitch />
      </header>
      <main id="main" className="shell-main" tabIndex={-1}>
        {children}
      </main>
    </div>
  );
}

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const ICONS = { system: SunMoon, light: Sun, dark: Moon };

function ThemeSwitch() {
  const [current, setCurrent] = useState(theme);
  const Icon = ICONS[current];
  const change = () => {
    setTheme(NEXT[current]);
    setCurrent(NEXT[current]);
  };
  return (
    <button
      type="button"
      className="icon-button"
      onClick={change}
      aria-label={`Colours: ${NAMES[current]}. Change to ${NAMES[NEXT[current]]}`}
      title={`Colours: ${NAMES[current]}`}
    >
      <Icon size={18} aria-hidden />
    </button>
  );
}
