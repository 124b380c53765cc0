import { useMutation, useQueryClient } from '@tanstack/react-query';
import { LogIn } from 'lucide-react';
import { useState, type FormEvent } from 'react';
import { signIn } from '../api/session';
import { Button } from '../design/Button';
import { useTitle } from '../design/Page';
import './signin.css';
import { ThemeSwitch } from './ThemeSwitch';

/** Asks for an access key; whoever signs in is then where they wanted to be. */
export function SignInPage({ ended }: { ended: boolean }) {
  useTitle('Sign in');
  const client = useQueryClient();
  const [id, setId] = useState('');
  const [secret, setSecret] = useState('');
  const enter = useMutation({ mutationFn: () => signIn(client, id.trim(), secret.trim()) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    enter.mutate();
  };
  return (
    <main className="signin">
      <form className="card signin-form" onSubmit={submit}>
        <div className="signin-head">
          <img src="/stepwell.svg" alt="" width="36" height="36" />
          <ThemeSwitch />
        </div>
        <h1>Sign in to Stepwell</h1>
        {ended && <p role="status">Your session has ended. Sign in again to go on where you were.</p>}
        <label className="field">
          <span>Access key ID</span>
          <input
            className="input mono"
            name="username"
            autoComplete="username"
            autoCapitalize="off"
            spellCheck={false}
            autoFocus
            required
            value={id}
            onChange={(event) => setId(event.target.value)}
          />
        </label>
        <label className="field">
          <span>Secret access key</span>
          <input
            className="input mono"
            type="password"
            name="password"
            autoComplete="current-password"
            required
            value={secret}
            onChange={(event) => setSecret(event.target.value)}
          />
        </label>
        {enter.isError && (
          <p role="alert" className="action-error">
            {enter.error.message}
          </p>
        )}
        <Button kind="primary" type="submit" disabled={enter.isPending}>
          <LogIn size={16} aria-hidden />
          Sign in
        </Button>
        <p className="hint">The same keys that the AWS CLI and SDKs use with this server.</p>
      </form>
    </main>
  );
}
