import {
  Account,
  AccountChange,
  AccountHistory,
  AccountSearch,
  Accounts,
  MadeAccounts,
  MakeOfficeAccounts,
  OfficeAccounts,
  OneTimePassword,
} from '@hadir/shared/api/accounts';
import { Uuid } from '@hadir/shared/api/people';
import { CreatedUser, NewUser } from '@hadir/shared/api/session';
import { eq } from 'drizzle-orm';
import { Type } from 'typebox';
import { opds } from '../database/schema.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { findAccount, searchAccounts } from './account-store.ts';
import { addAccount } from './add-account.ts';
import { changeAccount, resetPassword, switchAccount } from './change-account.ts';
import { makeOfficeAccounts, readOfficeAccounts } from './office-accounts.ts';
import { readAccountHistory } from './read-account-history.ts';

const config = { access: ['admin_bkd'] } as const;
const params = Type.Object({ id: Uuid });

export function registerUsers(app: App, { database: { db } }: FeatureDependencies): void {
  const show = async (viewer: string, id: string): Promise<Account> => {
    const account = await findAccount(db, viewer, id);
    if (account === null) throw notFound('Akun ini');
    return account;
  };

  app.get(
    '/api/users',
    {
      config,
      schema: { tags: ['users'], querystring: AccountSearch, response: { 200: Accounts, ...problemResponses } },
    },
    async (request) => searchAccounts(db, signedIn(request).id, request.query),
  );

  app.post(
    '/api/users',
    { config, schema: { tags: ['users'], body: NewUser, response: { 201: CreatedUser, ...problemResponses } } },
    async (request, reply) => reply.code(201).send(await addAccount(db, signedIn(request).id, request.body)),
  );

  app.get(
    '/api/users/:id',
    { config, schema: { tags: ['users'], params, response: { 200: Account, ...problemResponses } } },
    async (request) => show(signedIn(request).id, request.params.id),
  );

  app.put(
    '/api/users/:id',
    {
      config,
      schema: { tags: ['users'], params, body: AccountChange, response: { 200: Account, ...problemResponses } },
    },
    async (request) => {
      const { id } = request.params;
      await changeAccount(db, signedIn(request).id, id, request.body);
      return show(signedIn(request).id, id);
    },
  );

  app.put(
    '/api/users/:id/active',
    {
      config,
      schema: {
        tags: ['users'],
        params,
        body: Type.Object({ active: Type.Boolean() }),
        response: { 200: Account, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      await switchAccount(db, signedIn(request).id, id, request.body.active);
      return show(signedIn(request).id, id);
    },
  );

  app.post(
    '/api/users/:id/password',
    { config, schema: { tags: ['users'], params, response: { 200: OneTimePassword, ...problemResponses } } },
    async (request) => ({ password: await resetPassword(db, signedIn(request).id, request.params.id) }),
  );

  app.get(
    '/api/users/:id/history',
    { config, schema: { tags: ['users'], params, response: { 200: AccountHistory, ...problemResponses } } },
    async (request) => {
      await show(signedIn(request).id, request.params.id);
      return { entries: await readAccountHistory(db, request.params.id) };
    },
  );

  app.get(
    '/api/opds/:id/accounts',
    { config, schema: { tags: ['users'], params, response: { 200: OfficeAccounts, ...problemResponses } } },
    async (request) => {
      const found = await readOfficeAccounts(db, request.params.id);
      if (found === null) throw notFound('OPD ini');
      return found;
    },
  );

  app.post(
    '/api/opds/:id/accounts',
    {
      config,
      schema: {
        tags: ['users'],
        description: 'Makes some of the sign-ins; call it again until nothing remains.',
        params,
        body: MakeOfficeAccounts,
        response: { 200: MadeAccounts, ...problemResponses },
      },
    },
    async (request) => {
      if ((await db.$count(opds, eq(opds.id, request.params.id))) === 0) throw notFound('OPD ini');
      const { renewBefore } = request.body;
      const before = renewBefore === undefined ? null : new Date(renewBefore);
      if (before !== null && Number.isNaN(before.getTime()))
        throw fieldProblem('invalid-moment', 'renewBefore', 'Waktu ini tidak ada di kalender.');
      return makeOfficeAccounts(db, signedIn(request).id, request.params.id, before);
    },
  );
}
