import { randomBytes } from 'node:crypto';
import { type HubClient, signIn } from './hub-client.ts';

/** Makes a user and gives him a password of his own, as he does at his first sign-in. @returns the password */
export async function makeSignIn(
  base: string,
  admin: HubClient,
  user: { readonly username: string; readonly name: string; readonly role: string },
): Promise<string> {
  const { password: current } = await admin.post<{ password: string }>('/api/users', user);
  const next = randomBytes(12).toString('base64url');
  const himself = await signIn(base, user.username, current);
  await himself.put('/api/profile/password', { current, next });
  return next;
}
