import type { ComponentProps } from 'react';
import './components.css';

type Kind = 'plain' | 'primary' | 'danger' | 'quiet';

export function Button({ kind = 'plain', className = '', ...rest }: ComponentProps<'button'> & { kind?: Kind }) {
  return <button type="button" className={`button ${className}`} data-kind={kind} {...rest} />;
}
