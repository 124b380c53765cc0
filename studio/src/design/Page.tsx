import { useEffect, type ReactNode } from 'react';
import { Link } from 'wouter';

/** The document is called after what it shows. */
export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · Stepwell`;
  }, [title]);
}

interface Props {
  title: string;
  /** In a sentence, what is here. */
  about?: ReactNode;
  /** The pages above this one. */
  crumbs?: { href: string; label: string }[];
  actions?: ReactNode;
  className?: string;
  children: ReactNode;
}

/** A page with its title, the way up, and what can be done. */
export function Page({ title, about, crumbs = [], actions, className = '', children }: Props) {
  useTitle(title);
  return (
    <div className={`page ${className}`}>
      {crumbs.length > 0 && (
        <nav className="crumbs" aria-label="Where this is">
          {crumbs.map(({ href, label }) => (
            <span key={href}>
              <Link href={href}>{label}</Link> /{' '}
            </span>
          ))}
          {title}
        </nav>
      )}
      <div className="page-head">
        <div className="page-title">
          <h1>{title}</h1>
          {about}
        </div>
        {actions !== undefined && <div className="actions">{actions}</div>}
      </div>
      {children}
    </div>
  );
}
