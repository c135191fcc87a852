import { matchRoutes, type RouteObject } from 'react-router';
import { RouteTrouble } from './shell/RouteTrouble.tsx';

/** Addresses for people who have no account: what lets them do anything there is a code or a link that they were given. */
export const publicRoutes: RouteObject[] = [
  {
    errorElement: <RouteTrouble />,
    hydrateFallbackElement: <></>,
    children: [
      {
        path: '/pin-petugas',
        lazy: async () => ({ Component: (await import('./assistance/PinByCodePage.tsx')).PinByCodePage }),
      },
      {
        path: '/daftar-wajah/:token',
        lazy: async () => ({ Component: (await import('./enrolment/SelfEnrolPage.tsx')).SelfEnrolPage }),
      },
    ],
  },
];

export function isPublicAddress(path: string): boolean {
  return matchRoutes(publicRoutes, path) !== null;
}
