import { Tabs as Radix } from 'radix-ui';
import './components.css';

interface Props<T extends string> {
  label: string;
  tabs: Readonly<Record<T, string>>;
  value: T;
  onChange: (value: T) => void;
}

/** Which of a few views is shown; arrow keys move between them. */
export function Tabs<T extends string>({ label, tabs, value, onChange }: Props<T>) {
  return (
    <Radix.Root value={value} onValueChange={(next) => onChange(next as T)}>
      <Radix.List className="tabs" aria-label={label}>
        {(Object.keys(tabs) as T[]).map((key) => (
          <Radix.Trigger key={key} value={key} className="tab">
            {tabs[key]}
          </Radix.Trigger>
        ))}
      </Radix.List>
    </Radix.Root>
  );
}
