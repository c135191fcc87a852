import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttendanceRequest, EvidenceFile } from '@hadir/shared/api/requests';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Caller } from '../api/support/start-test-api.ts';
import { type Office, openOffice, PDF, PNG } from './support/open-office.ts';

/** The test file of the virus scanners, in two parts so that no scanner takes this file for it. */
const EICAR = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$EICAR-STANDARD-ANTIVIRUS-${'TEST-FILE!$H+H*'}`;

let office: Office;
let folder: string;
let scanner: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hadir-scan-'));
  scanner = join(folder, 'scanner');
  // As clamdscan does: 0 clean, 1 infected, 2 an error; here a text of the test that asks for one.
  await writeFile(
    scanner,
    '#!/bin/sh\nbytes=$(cat | tr -d "\\000")\ncase "$bytes" in *EICAR*) exit 1;; *SCANNER-BREAKS*) exit 2;; esac\nexit 0\n',
  );
  await chmod(scanner, 0o755);
  const config = { region: 'Kabupaten Uji', publicHost: 'localhost', assets: folder, scanCommand: [scanner, '-'] };
  office = await openOffice({ config });
});
afterAll(async () => {
  await office.stop();
  await rm(folder, { recursive: true, force: true });
});

const uploaded = async (by: Caller, name = 'surat.pdf', bytes: Buffer = PDF): Promise<EvidenceFile> => {
  const answer = await office.upload(by, name, bytes);
  if (answer.statusCode !== 201) throw new Error(answer.body);
  return answer.json();
};

describe('a document that is handed in', () => {
  it('is judged by its bytes and never by its name or by what the sender calls it', async () => {
    const { caller } = office.staff;
    expect(await uploaded(caller, 'foto.exe', PNG)).toMatchObject({ name: 'foto.png', type: 'image/png' });
    const refused = async (name: string, bytes: Buffer) => (await office.upload(caller, name, bytes)).json().code;
    expect(await refused('surat.pdf', Buffer.from('<html><script>alert(1)</script>'))).toBe('file-type-refused');
    expect(await refused('surat.pdf', Buffer.from('MZ\x90\x00'.padEnd(200, '\0')))).toBe('file-type-refused');
    expect(
      await refused('surat.pdf', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>')),
    ).toBe('file-type-refused');
    expect(await refused('surat.pdf', Buffer.alloc(0))).toBe('file-empty');
    const heic = Buffer.concat([Buffer.from([0, 0, 0, 0x18]), Buffer.from('ftypheic'), Buffer.alloc(40)]);
    const advice = await office.upload(caller, 'IMG_1.HEIC', heic);
    expect(advice.json().detail).toContain('Paling Kompatibel');
    expect((await caller.post('/api/evidence-files', {})).statusCode).toBe(415);
    const broken = await office.api.api.app.inject({
      method: 'POST',
      url: '/api/evidence-files',
      payload: '--batas\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.4',
      headers: {
        cookie: caller.cookie,
        'x-csrf-token': caller.csrfToken,
        'content-type': 'multipart/form-data; boundary=batas',
      },
    });
    expect(broken.json()).toMatchObject({ status: 400, code: 'file-incomplete' });
  });

  it('is no larger than the region allows', async () => {
    const policy = (await office.bkd.get('/api/request-policy')).json();
    await office.put(office.bkd, '/api/request-policy', { ...policy, files: { megabytes: 1, count: 5 } });
    const large = await office.upload(office.staff.caller, 'besar.pdf', Buffer.concat([PDF, Buffer.alloc(1_100_000)]));
    expect(large.json()).toMatchObject({ status: 413, code: 'file-too-large' });
    expect(large.json().detail).toContain('1 MB');
    await office.put(office.bkd, '/api/request-policy', policy);
  });

  it('keeps no part of a name that leads elsewhere or deceives', async () => {
    const { caller } = office.staff;
    const nameOf = async (given: string) => (await uploaded(caller, given)).name;
    expect(await nameOf('../../etc/passwd')).toBe('passwd.pdf');
    expect(await nameOf('C:\\\\temp\\\\surat.pdf')).toBe('surat.pdf');
    expect(await nameOf('slip\u202efdp.exe')).toBe('slipfdp.pdf');
    expect(await nameOf('...')).toBe('berkas.pdf');
    expect(await nameOf(`${'a'.repeat(300)}.pdf`)).toBe(`${'a'.repeat(100)}.pdf`);
  });

  it('is refused where the scanner finds a virus, and where the scanner fails', async () => {
    const { caller } = office.staff;
    const infected = await office.upload(caller, 'surat.pdf', Buffer.concat([PDF, Buffer.from(EICAR)]));
    expect(infected.json()).toMatchObject({ status: 422, code: 'file-infected' });
    const unknown = await office.upload(caller, 'surat.pdf', Buffer.concat([PDF, Buffer.from('SCANNER-BREAKS')]));
    expect(unknown.json()).toMatchObject({ status: 503, code: 'scan-failed' });
    const [audited] = await office.api.database.sql<{ count: number }[]>`
      SELECT count(*)::int AS count FROM audit_log WHERE action = 'file-infected'`;
    expect(audited?.count).toBe(1);
    expect((await uploaded(caller)).bytes).toBe(PDF.byteLength);
  });

  it('lies sealed in the database and opens unchanged, as a download', async () => {
    const { caller } = office.staff;
    const file = await uploaded(caller, 'Surat “dokter”.pdf');
    const [row] = await office.api.database.sql<{ sealed: Buffer; scanned: boolean }[]>`
      SELECT sealed, scanned FROM evidence_files WHERE id = ${file.id}`;
    expect(row?.scanned).toBe(true);
    expect(row?.sealed.includes(Buffer.from('%PDF'))).toBe(false);
    const opened = await caller.get(`/api/evidence-files/${file.id}`);
    expect(opened.rawPayload.equals(PDF)).toBe(true);
    expect(opened.headers).toMatchObject({
      'content-type': 'application/pdf',
      'x-content-type-options': 'nosniff',
      'cache-control': 'private, no-store',
    });
    expect(opened.headers['content-disposition']).toMatch(
      /^attachment; filename="Surat _dokter_\.pdf"; filename\*=UTF-8''/,
    );
    await office.api.database.sql`UPDATE evidence_files SET sealed = set_byte(sealed, 40, 0) WHERE id = ${file.id}`;
    expect((await caller.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(500);
  });

  it('belongs to whoever uploaded it, and can be attached by nobody else', async () => {
    const file = await uploaded(office.staff.caller);
    for (const other of [office.colleague.caller, office.bkd, office.superior.caller])
      expect((await other.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(404);
    const subject = { kind: 'absence', code: 'izin', part: 'day', address: '', order: null };
    const body = { subject, from: '2026-08-03', to: '2026-08-03', reason: 'Urusan', files: [file.id], submit: true };
    expect((await office.colleague.caller.post('/api/requests', body)).json().code).toBe('file-unknown');
  });

  it('is removed after a day where nothing was made of it', async () => {
    const file = await uploaded(office.staff.caller);
    await office.api.database
      .sql`UPDATE evidence_files SET uploaded_at = now() - interval '25 hours' WHERE id = ${file.id}`;
    await uploaded(office.staff.caller);
    expect((await office.staff.caller.get(`/api/evidence-files/${file.id}`)).statusCode).toBe(404);
  });
});

describe('a medical document', () => {
  it('and its reason are read by the employee and by those who decide, and by nobody else', async () => {
    const { staff, superior, colleague, head, operator, bkd } = office;
    const inspector = await office.signIn({ username: 'inspektur', name: 'Inspektur Uji', role: 'inspectorate' });
    const leader = await office.signIn({ username: 'pimpinan', name: 'Pimpinan Uji', role: 'leader' });
    const treasurer = await office.signIn({ username: 'bendahara', name: 'Bendahara Uji', role: 'treasurer' });
    const file = await uploaded(staff.caller, 'diagnosis.pdf');
    const made = await staff.caller.post('/api/requests', {
      subject: { kind: 'absence', code: 'cuti_sakit', part: 'day', address: '', order: null },
      from: '2026-07-13',
      to: '2026-07-14',
      reason: 'Diagnosis yang dirahasiakan',
      files: [file.id],
      submit: true,
    });
    const { id }: AttendanceRequest = made.json();
    const see = async (by: Caller) => {
      const shown = await by.get(`/api/requests/${id}`);
      const opened = (await by.get(`/api/evidence-files/${file.id}`)).statusCode;
      return [shown.statusCode, shown.json().withheld ?? null, shown.body.includes('dirahasiakan'), opened];
    };
    for (const by of [staff.caller, superior.caller, bkd]) expect(await see(by)).toEqual([200, false, true, 200]);
    for (const by of [head, operator, inspector, leader]) expect(await see(by)).toEqual([200, true, false, 404]);
    for (const by of [colleague.caller, treasurer]) expect(await see(by)).toEqual([404, null, false, 404]);
    const listed = await operator.get('/api/requests?view=all');
    expect(listed.body).toContain(id);
    expect(listed.body).not.toContain('dirahasiakan');
    expect(listed.body).not.toContain('diagnosis.pdf');
    await superior.caller.post(`/api/requests/${id}/decide`, {
      stage: 'superior',
      verdict: 'approve',
      note: 'Lekas pulih',
    });
    expect((await inspector.get(`/api/requests/${id}`)).body).not.toContain('Lekas pulih');
    const log = await office.api.database.sql<{ text: string }[]>`SELECT detail::text AS text FROM audit_log`;
    expect(log.filter(({ text }) => /dirahasiakan|diagnosis|Lekas pulih/.test(text))).toEqual([]);
    const opened = await office.api.database.sql`
      SELECT 1 FROM audit_log WHERE action = 'file-opened' AND subject = ${file.id}`;
    expect(opened).toHaveLength(3);
  });
});
