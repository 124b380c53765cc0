import { Component, type ReactNode } from 'react';
import { Button } from '../design/Button';
import { Empty } from '../design/States';

interface Props {
  /** Where one is: going elsewhere leaves the error behind. */
  location: string;
  children: ReactNode;
}

/** Keeps a fault of one page from taking the rest of the Studio with it. */
export class ErrorBoundary extends Component<Props, { error: Error | undefined; location: string }> {
  override state = { error: undefined as Error | undefined, location: this.props.location };

  static getDerivedStateFromError(error: unknown) {
    return { error: error instanceof Error ? error : new Error(String(error)) };
  }

  static getDerivedStateFromProps(props: Props, state: { location: string }) {
    return props.location === state.location ? null : { error: undefined, location: props.location };
  }

  override render() {
    const { error } = this.state;
    if (error === undefined) {
      return this.props.children;
    }
    const old = /dynamically imported module|module script/i.test(error.message);
    return (
      <div role="alert">
        <Empty page title={old ? 'The Studio has been updated' : 'This page has failed'}>
          <span>{old ? 'Load it again to go on.' : error.message}</span>
          <Button onClick={() => window.location.reload()}>Load again</Button>
        </Empty>
      </div>
    );
  }
}
