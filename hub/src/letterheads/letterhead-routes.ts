import {
  type Letterhead,
  LetterheadChange,
  LetterheadDetail,
  LetterheadOwner,
  Letterheads,
} from '@hadir/shared/api/letterheads';
import type { Role } from '@hadir/shared/api/session';
import { Type } from 'typebox';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { seenBy } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { listLetterheads, readLetterheadDetail, writeLetterhead } from './letterhead-store.ts';

const tags = ['letterheads'];
const params = Type.Object({ owner: LetterheadOwner });
const readers: Role[] = ['admin_bkd', 'leader', 'inspectorate', 'opd_head', 'opd_operator'];
const writers: Role[] = ['admin_bkd', 'opd_head', 'opd_operator'];

/** Headings, places and signatories of letters and reports: the personnel agency's, and every office's own. */
export function registerLetterheads(app: App, { database: { db }, config }: FeatureDependencies): void {
  const show = async (opd: string | null, viewer: SignedIn): Promise<LetterheadDetail> => {
    const detail = await readLetterheadDetail(db, config.region, opd);
    if (detail === null) throw notFound('OPD ini');
    return { ...detail, mayChange: mayChange(viewer, opd) };
  };

  app.get(
    '/api/letterheads',
    { config: { access: readers }, schema: { tags, response: { 200: Letterheads, ...problemResponses } } },
    async (request) => ({
      letterheads: await listLetterheads(db, config.region, seenBy(signedIn(request)).opd),
    }),
  );

  app.get(
    '/api/letterheads/:owner',
    { config: { access: readers }, schema: { tags, params, response: { 200: LetterheadDetail, ...problemResponses } } },
    (request) => {
      const viewer = signedIn(request);
      return show(ownerOf(request.params.owner, viewer), viewer);
    },
  );

  app.put(
    '/api/letterheads/:owner',
    {
      config: { access: writers },
      schema: {
        tags,
        description: 'What was filled in before stays in the history; letters that were made keep their heading.',
        params,
        body: LetterheadChange,
        response: { 200: LetterheadDetail, ...problemResponses },
      },
    },
    async (request) => {
      const by = signedIn(request);
      const opd = ownerOf(request.params.owner, by);
      if (!mayChange(by, opd)) throw forbidden('Kop surat daerah diisi oleh BKD.');
      const { document, version } = request.body;
      const tidied = tidy(document);
      refuseUnreadableNip(tidied);
      await show(opd, by);
      await writeLetterhead(db, by.id, opd, tidied, version);
      return show(opd, by);
    },
  );
}

/** @returns null for the region's @throws HttpProblem 403 for another office than the viewer's */
function ownerOf(owner: string, viewer: SignedIn): string | null {
  if (owner === 'region') return null;
  return seenBy(viewer, owner).opd ?? owner;
}

function mayChange({ role, opd: office }: SignedIn, opd: string | null): boolean {
  return role === 'admin_bkd' || (opd !== null && opd === office && (role === 'opd_head' || role === 'opd_operator'));
}

/** One line each: what was pasted with breaks would push the rest of the heading down. */
function tidy(document: Letterhead): Letterhead {
  const line = (text: string) => text.replace(/\s+/g, ' ').trim();
  const { head, maker, ...rest } = document;
  const lines = <Fields extends Record<string, string>>(fields: Fields) =>
    Object.fromEntries(Object.entries(fields).map(([name, value]) => [name, line(value)])) as Fields;
  return { ...lines(rest), head: lines(head), maker: lines(maker) };
}

const NIP = /^\d{18}$/;

function refuseUnreadableNip(document: Letterhead): void {
  for (const who of ['head', 'maker'] as const) {
    const nip = document[who].nip.replace(/[ .]/g, '');
    if (nip !== '' && !NIP.test(nip))
      throw fieldProblem('nip-unreadable', `document.${who}.nip`, 'NIP terdiri dari 18 angka, atau kosongkan.');
  }
}
