import {
  ConsentText,
  ConsentTexts,
  EnrolmentPolicy,
  FaceGrounds,
  NewConsentText,
  NewFaceGround,
  Withdrawal,
} from '@hadir/shared/api/enrolment';
import { Uuid } from '@hadir/shared/api/people';
import { desc, eq } from 'drizzle-orm';
import { type Static, Type } from 'typebox';
import type { CommandSender } from '../commands/command-sender.ts';
import { consentTexts } from '../database/tables/enrolment.ts';
import { findEmployee } from '../employees/employee-store.ts';
import type { FeatureDependencies } from '../http/api-dependencies.ts';
import type { App } from '../http/app.ts';
import { fieldProblem, forbidden, HttpProblem, notFound } from '../http/http-problem.ts';
import { problemResponses } from '../http/problem-responses.ts';
import { signedIn } from '../http/require-access.ts';
import { maySeeEmployee } from '../users/scope.ts';
import type { SignedIn } from '../users/session-store.ts';
import { writeAudit } from '../users/write-audit.ts';
import { readEnrolmentPolicy, writeEnrolmentPolicy } from './enrolment-policy.ts';
import { eraseOldCrops } from './erase-old-crops.ts';
import { type Ground, recordGround } from './face-grounds.ts';
import { countKeptPhotos, listGrounds } from './list-grounds.ts';
import { readErasures } from './read-erasures.ts';
import { withdrawGround } from './withdraw-ground.ts';

const tags = ['enrolment'];
const params = Type.Object({ id: Uuid });
const onlyBkd = { access: ['admin_bkd' as const] };

export function registerGrounds(app: App, dependencies: FeatureDependencies, sender: CommandSender): void {
  const { db } = dependencies.database;

  const visible = async (id: string, viewer: SignedIn) => {
    const employee = await findEmployee(db, id, true);
    if (!employee) throw notFound('Pegawai ini');
    if (viewer.employee !== id && !maySeeEmployee(viewer, employee)) throw forbidden();
    return employee;
  };
  const show = async (id: string): Promise<FaceGrounds> => {
    const grounds = await listGrounds(db, id);
    return {
      current: grounds.find(({ ended }) => ended === null) ?? null,
      past: grounds.filter(({ ended }) => ended !== null),
      photosKept: await countKeptPhotos(db, id),
      erasures: await readErasures(db, id),
    };
  };

  app.get(
    '/api/employees/:id/face-grounds',
    {
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Why the face of this person is kept, and the proof of what was erased.',
        params,
        response: { 200: FaceGrounds, ...problemResponses },
      },
    },
    async (request) => {
      await visible(request.params.id, signedIn(request));
      return show(request.params.id);
    },
  );

  app.post(
    '/api/employees/:id/face-grounds',
    {
      config: onlyBkd,
      schema: { tags, params, body: NewFaceGround, response: { 201: FaceGrounds, ...problemResponses } },
    },
    async (request, reply) => {
      const { id } = request.params;
      const by = signedIn(request);
      await visible(id, by);
      const ground = await groundOf(request.body);
      await db.transaction((tx) => recordGround(tx, { employee: id, by: by.id, how: 'dashboard', ground }));
      return reply.code(201).send(await show(id));
    },
  );

  app.post(
    '/api/employees/:id/face-grounds/withdraw',
    {
      // Also the person himself: it is his to withdraw.
      config: { access: 'signed-in' },
      schema: {
        tags,
        description: 'Ends the ground, and erases every template and picture of this person, here and at the doors.',
        params,
        body: Withdrawal,
        response: { 200: FaceGrounds, ...problemResponses },
      },
    },
    async (request) => {
      const { id } = request.params;
      const by = signedIn(request);
      if (by.role !== 'admin_bkd' && by.employee !== id) throw forbidden();
      const outcome = await withdrawGround(db, by.id, id, request.body.reason.trim());
      if (outcome.kind === 'no-such-employee') throw notFound('Pegawai ini');
      if (outcome.kind === 'nothing-to-withdraw') {
        throw new HttpProblem(
          409,
          'nothing-to-withdraw',
          'Tidak ada persetujuan atau dasar hukum yang sedang berlaku.',
        );
      }
      sender.wakeDoors(outcome.doors);
      return show(id);
    },
  );

  app.get(
    '/api/enrolment-policy',
    { config: onlyBkd, schema: { tags, response: { 200: EnrolmentPolicy, ...problemResponses } } },
    () => readEnrolmentPolicy(db),
  );

  app.put(
    '/api/enrolment-policy',
    {
      config: onlyBkd,
      schema: { tags, body: EnrolmentPolicy, response: { 200: EnrolmentPolicy, ...problemResponses } },
    },
    async (request) => {
      await db.transaction((tx) => writeEnrolmentPolicy(tx, request.body, signedIn(request).id));
      await eraseOldCrops(db);
      return readEnrolmentPolicy(db);
    },
  );

  app.get(
    '/api/consent-texts',
    { config: onlyBkd, schema: { tags, response: { 200: ConsentTexts, ...problemResponses } } },
    async () => {
      const texts = await db.select().from(consentTexts).orderBy(desc(consentTexts.version));
      return { texts: texts.map(presentText) };
    },
  );

  app.post(
    '/api/consent-texts',
    {
      config: onlyBkd,
      schema: {
        tags,
        description: 'From now on people are asked to agree to this text. What others agreed to stays as it was.',
        body: NewConsentText,
        response: { 201: ConsentText, ...problemResponses },
      },
    },
    async (request, reply) => {
      const by = signedIn(request).id;
      const added = await db.transaction(async (tx) => {
        const [text] = await tx
          .insert(consentTexts)
          .values({ ...request.body, createdBy: by })
          .returning();
        if (!text) throw new Error('A text was added, and is not there.');
        await writeAudit(tx, by, 'consent-text-added', String(text.version), request.body);
        return text;
      });
      return reply.code(201).send(presentText(added));
    },
  );

  async function groundOf({ kind, legalBasis, consentText }: Static<typeof NewFaceGround>): Promise<Ground> {
    if (kind === 'legal-basis') {
      const words = legalBasis?.trim() ?? '';
      if (words === '') throw fieldProblem('legal-basis-missing', 'legalBasis', 'Sebut peraturan dan pasalnya.');
      return { kind, legalBasis: words };
    }
    const [text] = await db
      .select({ version: consentTexts.version })
      .from(consentTexts)
      .where(consentText === undefined ? undefined : eq(consentTexts.version, consentText))
      .orderBy(desc(consentTexts.version))
      .limit(1);
    if (!text) throw fieldProblem('consent-text-unknown', 'consentText', 'Versi naskah persetujuan ini tidak ada.');
    return { kind, consentText: text.version };
  }
}

function presentText({
  version,
  purpose,
  body,
  createdAt,
}: typeof consentTexts.$inferSelect): Static<typeof ConsentText> {
  return { version, purpose, body, createdAt: createdAt.toISOString() };
}
