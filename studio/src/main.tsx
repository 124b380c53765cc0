import { MutationCache, QueryCache, QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from './api/client';
import { forget } from './api/session';
import { App } from './app/App';
import { applyTheme } from './app/theme';
import './design/tokens.css';
import './design/base.css';

applyTheme();

/** A session that has ended leads back to the sign-in, whatever was asked. */
const onError = (error: unknown) => {
  if (error instanceof ApiError && error.needsSignIn) {
    forget(client);
  }
};

const client = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: { queries: { staleTime: 2_000, retry: 1, refetchOnWindowFocus: true } },
});

const root = document.getElementById('root');
if (root === null) {
  throw new Error('index.html has no #root');
}
createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={client}>
      <App />
    </QueryClientProvider>
  </StrictMode>,
);
