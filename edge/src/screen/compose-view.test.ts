import type { EmployeeId } from '@hadir/shared/ids';
import { describe, expect, it } from 'vitest';
import type { UnitFacts } from '../status/unit-facts.ts';
import { composeView, type ViewInput } from './compose-view.ts';
import type { Advice, Greeting, Scene } from './door-stage.ts';

const EMPLOYEE = '00000000-0000-4000-8000-0000000e0001' as EmployeeId;
const AT = new Date('2026-01-04T22:28:00.000Z');
const facts: UnitFacts = {
  door: { id: '00000000-0000-4000-8000-00000000d001', name: 'Pintu Uji', opd: 'Dinas Uji', zone: 'Asia/Jayapura' },
  settings: {},
  clock: { source: 'ntp', uncertaintyMs: 5 },
  connected: true,
  waiting: 0,
  camera: 'running',
};
const nothing: Scene = { greeting: null, advice: null, before: [], face: null };
const greeting: Greeting = { id: 1, track: 1, employee: EMPLOYEE, at: AT, again: false };

function view(changes: Partial<ViewInput>, changedFacts: Partial<UnitFacts> = {}) {
  return composeView({
    now: AT,
    scene: nothing,
    facts: { ...facts, ...changedFacts },
    step: null,
    person: () => ({ name: 'Dra. Contoh Nama, M.Si.', salutation: 'Ibu' }),
    look: { names: 'first', theme: 'auto' },
    phone: null,
    ...changes,
  });
}

describe('what the screen says', () => {
  it('greets by the time of day at the door, with salutation, first name, time and status', () => {
    const scene = { ...nothing, greeting };
    expect(view({ scene })).toMatchObject({
      tone: 'good',
      over: 'Selamat pagi, Ibu',
      title: 'Contoh',
      time: '07.28',
      status: 'Hadir',
      strong: 'Tersimpan di perangkat.',
      note: 'Sudah diterima pusat. Anda boleh masuk.',
      clock: { zoneName: 'WIT', trusted: true, words: 'jam tepercaya' },
    });
    const at = (zone: string) => view({ scene }, { door: { ...(facts.door as object), zone } as UnitFacts['door'] });
    expect(at('Asia/Jakarta')).toMatchObject({ time: '05.28', clock: { zoneName: 'WIB' } });
    const evening = new Date('2026-01-05T08:05:00.000Z');
    expect(view({ scene: { ...nothing, greeting: { ...greeting, at: evening } }, now: evening })).toMatchObject({
      over: 'Selamat sore, Ibu',
      time: '17.05',
    });
  });

  it('says that a punch is safe while the hub is out of reach, and how many wait', () => {
    expect(view({ scene: { ...nothing, greeting } }, { connected: false, waiting: 3_127 })).toMatchObject({
      tone: 'good',
      strong: 'Tersimpan di perangkat.',
      note: 'Menunggu jaringan: 3.127 catatan akan dikirim sendiri. Anda boleh masuk.',
      network: { connected: false, words: 'Menunggu jaringan · 3.127 catatan tersimpan' },
    });
  });

  it('follows the settings from afar: language, names, voice', () => {
    const shown = view(
      { scene: { ...nothing, greeting } },
      { settings: { language: 'en', names: 'initials', volume: 0.5 } },
    );
    expect(shown).toMatchObject({ over: 'Good morning, Ms', title: 'C. N.', time: '07:28', status: 'Present' });
    expect(shown.say).toEqual({ id: 1, text: 'Good morning, Ms. Present.', volume: 0.5 });
    expect(view({ scene: { ...nothing, greeting } }).say).toBeNull();
  });

  it('is green for a punch and for nothing else', () => {
    const subjects: Advice['about'][] = ['too-small', 'cut-off', 'turned-away', 'too-dark', 'unknown', 'not-live'];
    const tones = [
      ...subjects.map((about) => view({ scene: { ...nothing, advice: { id: 1, track: 1, about, clock: null } } }).tone),
      view({}).tone,
      view({}, { door: null }).tone,
      view({}, { camera: 'restarting' }).tone,
      view({ facts: null, step: { step: 'enrolled', unit: 'unit-test0001', door: 'Pintu Uji' } }).tone,
      view({ scene: { ...nothing, greeting: { ...greeting, again: true } } }).tone,
    ];
    expect(tones).not.toContain('good');
  });

  it('tells people what to do, with a picture for those who do not read', () => {
    const advise = (about: Advice['about']) =>
      view({ scene: { ...nothing, advice: { id: 1, track: 1, about, clock: null } } });
    expect(advise('too-small')).toMatchObject({ title: 'Lebih dekat', picture: 'closer' });
    expect(advise('too-dark')).toMatchObject({ title: 'Lebih terang', picture: 'brighter' });
    expect(advise('turned-away')).toMatchObject({ title: 'Hadap kamera', picture: 'turn' });
  });

  it('asks for a movement by a picture, says how long there is for it, and says it aloud', () => {
    const clock = { ends: new Date('2026-01-05T00:28:07.000Z'), ofMs: 7_000 };
    const advice = { id: 3, track: 1, about: 'turn-left', clock } as const;
    const asked = view({ scene: { ...nothing, advice } }, { settings: { volume: 1 } });
    expect(asked).toMatchObject({ tone: 'task', picture: 'turn-left', title: 'Tengok ke kiri' });
    expect(asked.countdown).toEqual({ ends: '2026-01-05T00:28:07.000Z', ofMs: 7_000 });
    expect(asked.say).toEqual({ id: 3, text: 'Tengok ke kiri', volume: 1 });
  });

  it('greets without a name where the roster no longer holds one', () => {
    expect(view({ scene: { ...nothing, greeting }, person: () => null })).toMatchObject({
      over: 'Selamat pagi',
      title: '',
    });
  });

  it('says when a clock is not to be trusted, and when the unit serves no door', () => {
    expect(view({}, { clock: { source: 'unsynchronised', uncertaintyMs: null } }).clock).toMatchObject({
      trusted: false,
      words: 'jam belum tepercaya',
    });
    expect(view({}, { door: null })).toMatchObject({ title: 'Belum melayani pintu', clock: { zone: null } });
  });

  it('leads through the claim of a new unit', () => {
    expect(view({ facts: null, step: { step: 'looking-for-code' } })).toMatchObject({
      title: 'Tunjukkan kode klaim',
      picture: 'code',
      clock: { zone: null },
    });
    const failed = { step: 'failed', problem: 'No hub.', advice: 'Check the cable.', retryMs: 1_000 } as const;
    expect(view({ facts: null, step: failed })).toMatchObject({
      title: 'Belum berhasil',
      note: 'No hub. Check the cable.',
    });
    expect(view({ facts: null })).toMatchObject({ title: 'Sedang bersiap' });
  });

  it('is light by day and dark by night, unless it is told', () => {
    expect(view({}).theme).toBe('light');
    expect(view({ now: new Date('2026-01-04T11:00:00.000Z') }).theme).toBe('dark');
    expect(view({ look: { names: 'first', theme: 'dark' } }).theme).toBe('dark');
  });
});
