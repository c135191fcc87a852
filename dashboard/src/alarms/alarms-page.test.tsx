// @vitest-environment jsdom

import type { Alarm } from '@hadir/shared/api/alarms';
import { cleanup, fireEvent, screen, waitFor } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { AlarmsPage } from './AlarmsPage.tsx';

const alarm: Alarm = {
  unit: 'unit-aaaa1111',
  binding: 1,
  seq: 42,
  what: 'presentation-attacks',
  door: '00000000-0000-4000-8000-0000000d0001',
  doorName: 'Pintu Utama Contoh',
  opd: '00000000-0000-4000-8000-0000000a0001',
  opdName: 'Dinas Contoh',
  zone: 'Asia/Jayapura',
  at: '2026-11-02T00:28:00.000Z',
  since: '2026-11-02T00:20:00.000Z',
  count: 3,
  detail: 'contoh',
  seen: null,
};

let alarms: Alarm[];
let asked: { call: string; body?: unknown }[];
let failing: boolean;

beforeEach(() => {
  alarms = [alarm];
  asked = [];
  failing = false;
  vi.spyOn(globalThis, 'fetch').mockImplementation(async (input) => {
    const request = input as Request;
    const { pathname, search } = new URL(request.url);
    if (failing) throw new TypeError('no network');
    if (request.method === 'GET') {
      asked.push({ call: `GET ${pathname}${search}` });
      return Response.json({ alarms, waiting: alarms.filter(({ seen }) => seen === null).length });
    }
    const body = (await request.json()) as { note: string };
    asked.push({ call: `POST ${pathname}`, body });
    const seen = { by: 'Admin Contoh', at: '2026-11-02T01:00:00.000Z', note: body.note };
    alarms = [{ ...alarm, seen }];
    return Response.json(alarms[0]);
  });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the page of alarms', () => {
  it('says what happened, where, when by the clock of the door, and what to do', async () => {
    await renderPage(<AlarmsPage />);
    const row = await screen.findByTestId('alarm-row');
    expect(row.textContent).toContain('Wajah tiruan ditunjukkan 3 kali');
    expect(row.textContent).toContain('Pintu Utama Contoh · Dinas Contoh');
    expect(row.textContent).toMatch(/09\.20\.00 WIT sampai 09\.28/);
    expect(row.textContent).toContain('Tidak ada presensi yang tercatat');
    expect(asked[0]?.call).toContain('state=waiting');
  });

  it('takes down what was found, and not an empty word', async () => {
    await renderPage(<AlarmsPage />, { address: '/?tampil=semua' });
    fireEvent.click(await screen.findByTestId('alarm-see'));
    fireEvent.click(screen.getByTestId('alarm-save'));
    expect(await screen.findByText('Tulis paling sedikit 3 huruf.')).toBeTruthy();
    fireEvent.change(screen.getByTestId('alarm-note'), { target: { value: '  Foto disita satpam. ' } });
    fireEvent.click(screen.getByTestId('alarm-save'));
    await waitFor(() => expect(screen.getByTestId('alarm-seen').textContent).toContain('Ditangani Admin Contoh'));
    expect(asked.find(({ call }) => call.startsWith('POST'))).toEqual({
      call: 'POST /api/alarms/unit-aaaa1111/1/42/seen',
      body: { note: 'Foto disita satpam.' },
    });
  });

  it('says kindly that there is nothing, and offers to try again where the hub is away', async () => {
    alarms = [];
    await renderPage(<AlarmsPage />);
    expect(await screen.findByText('Tidak ada alarm yang belum ditangani')).toBeTruthy();
    cleanup();
    failing = true;
    await renderPage(<AlarmsPage />);
    expect(await screen.findByText('Hub tidak terjangkau', {}, { timeout: 5_000 })).toBeTruthy();
  });
});
