import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { useState } from 'react';
import { createBrowserRouter } from 'react-router';
import { RouterProvider } from 'react-router/dom';
import { createHubClient } from './api/create-hub-client.ts';
import { createQueryClient } from './api/create-query-client.ts';
import { HubContext } from './api/hub-context.ts';
import { theme, tokensToVariables } from './look/theme.ts';
import { isPublicAddress, publicRoutes } from './public-routes.tsx';
import { routes } from './routes.tsx';
import { currentSession } from './session/current-session.ts';
import { SessionGate } from './session/SessionGate.tsx';
import { SESSION_KEY } from './session/session-key.ts';

export function App() {
  const [parts] = useState(() => {
    const queries = createQueryClient();
    const hub = createHubClient({
      csrfToken: () => currentSession(queries)?.csrfToken ?? null,
      onSignedOut: () => void queries.invalidateQueries({ queryKey: SESSION_KEY }),
    });
    const isPublic = isPublicAddress(location.pathname);
    return { queries, hub, isPublic, router: createBrowserRouter(isPublic ? publicRoutes : routes) };
  });
  return (
    <MantineProvider theme={theme} cssVariablesResolver={tokensToVariables} defaultColorScheme="auto">
      <QueryClientProvider client={parts.queries}>
        <HubContext value={parts.hub}>
          {parts.isPublic ? (
            <RouterProvider router={parts.router} />
          ) : (
            <SessionGate>
              <RouterProvider router={parts.router} />
            </SessionGate>
          )}
        </HubContext>
      </QueryClientProvider>
    </MantineProvider>
  );
}
