import type { Role, Session } from '@hadir/shared/api/session';
import { MantineProvider } from '@mantine/core';
import { QueryClientProvider } from '@tanstack/react-query';
import { type RenderResult, render } from '@testing-library/react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { initReactI18next } from 'react-i18next';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { createHubClient } from '../src/api/create-hub-client.ts';
import { createQueryClient } from '../src/api/create-query-client.ts';
import { HubContext } from '../src/api/hub-context.ts';
import { theme, tokensToVariables } from '../src/look/theme.ts';
import { SessionContext } from '../src/session/session-context.ts';
import { id } from '../src/words/id.ts';

/** jsdom lays nothing out, so it lacks what asks about layout. */
function standInForLayout(): void {
  window.matchMedia ??= (media) =>
    Object.assign(new EventTarget(), { media, matches: false, onchange: null, addListener() {}, removeListener() {} });
  window.ResizeObserver ??= class {
    observe() {}
    unobserve() {}
    disconnect() {}
  };
}

interface Surroundings {
  address?: string;
  /** Of the route, with its parameters. */
  path?: string;
  role?: Role;
  /** Id of the employee who the reader is. */
  employee?: string;
}

const sessionOf = (role: Role, employee: string | null): Session => ({
  user: { id: '1', username: 'contoh', name: 'Admin Contoh', role, opd: null, employee },
  csrfToken: 'token',
  region: 'Pemerintah Daerah Contoh',
});

/** Draws a part of a page with everything that it expects around it, in Bahasa Indonesia. */
export async function renderPage(
  page: ReactNode,
  { address = '/', path = '*', role = 'admin_bkd', employee }: Surroundings = {},
): Promise<RenderResult> {
  standInForLayout();
  if (!i18next.isInitialized)
    await i18next.use(initReactI18next).init({
      lng: 'id',
      showSupportNotice: false,
      resources: { id: { translation: id } },
      interpolation: { escapeValue: false },
    });
  const hub = createHubClient({ csrfToken: () => 'token', onSignedOut: () => {} });
  const router = createMemoryRouter(
    [
      { path, element: page },
      { path: '*', element: null },
    ],
    { initialEntries: [address] },
  );
  return render(
    <MantineProvider theme={theme} cssVariablesResolver={tokensToVariables} env="test">
      <QueryClientProvider client={createQueryClient()}>
        <HubContext value={hub}>
          <SessionContext value={sessionOf(role, employee ?? null)}>
            <RouterProvider router={router} />
          </SessionContext>
        </HubContext>
      </QueryClientProvider>
    </MantineProvider>,
  );
}
