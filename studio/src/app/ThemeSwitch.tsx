import { Moon, Sun, SunMoon } from 'lucide-react';
import { useState } from 'react';
import { setTheme, theme, type Theme } from './theme';

const NEXT: Record<Theme, Theme> = { system: 'light', light: 'dark', dark: 'system' };
const NAMES: Record<Theme, string> = { system: 'as the system', light: 'light', dark: 'dark' };
const ICONS = { system: SunMoon, light: Sun, dark: Moon };

/** Light, dark, or as the system. */
export function ThemeSwitch() {
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
