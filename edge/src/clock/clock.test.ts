import { describe, expect, it } from 'vitest';
import { TestClock } from '../../test/support/test-clock.ts';
import { HubTime } from './hub-time.ts';
import { parseChronyTracking, parseTimedatectl, readClockSource } from './read-clock-source.ts';
import { ClockStepWatch, compareWithLastEntry } from './watch-clock-steps.ts';

const CHRONY =
  'C0248F82,ntp.example.org,2,1700000000.123,0.000012000,-0.000004,0.00002,-12.3,0.001,0.05,0.012000000,0.000800000,64.2,Normal\n';
const TIMESYNC =
  'NTPMessage={ Leap=0, Version=4, Mode=4, Stratum=2, Precision=-25, RootDelay=8.0ms, RootDispersion=1.5ms, Reference=C0248F82, Ignored=no, PacketCount=5, Jitter=250us }\n';

describe('what disciplines the clock', () => {
  it('is chrony, with offset, half the delay and dispersion as the bound', () => {
    expect(parseChronyTracking(CHRONY)).toEqual({ source: 'ntp', uncertaintyMs: 6.812 });
  });

  it('is nobody while chrony is not synchronised, and the real-time clock when chrony keeps to it', () => {
    expect(parseChronyTracking(CHRONY.replace('Normal', 'Not synchronised'))?.source).toBe('unsynchronised');
    expect(parseChronyTracking(CHRONY.replace('C0248F82', '7F7F0101'))?.source).toBe('rtc');
    expect(parseChronyTracking('506 Cannot talk to daemon')).toBeNull();
  });

  it('is systemd where there is no chrony', () => {
    expect(parseTimedatectl('NTPSynchronized=yes\n', TIMESYNC)).toEqual({ source: 'ntp', uncertaintyMs: 5.75 });
    expect(parseTimedatectl('NTPSynchronized=yes\n', '')).toEqual({ source: 'ntp', uncertaintyMs: null });
    expect(parseTimedatectl('NTPSynchronized=no\n', '').source).toBe('unsynchronised');
  });

  it('is unknown where neither answers', async () => {
    const asked: string[] = [];
    const reading = await readClockSource(async (program) => {
      asked.push(program);
      return null;
    });
    expect(reading).toEqual({ source: 'unknown', uncertaintyMs: null });
    expect(asked).toEqual(['chronyc', 'timedatectl']);
  });
});

describe('a step of the wall clock', () => {
  it('is noticed once, with before and after', () => {
    const clock = new TestClock();
    const watch = new ClockStepWatch(clock);
    clock.pass(1_000);
    expect(watch.check()).toBeNull();
    clock.pass(1_000);
    clock.step(-3_600_000);
    expect(watch.check()).toEqual({
      type: 'clock',
      before: '2026-01-05T00:30:02.000Z',
      after: '2026-01-04T23:30:02.000Z',
      stepMs: -3_600_000,
    });
    clock.pass(1_000);
    expect(watch.check()).toBeNull();
  });

  it('is not seen in a slow drift, but is in small steps that add up', () => {
    const clock = new TestClock();
    const watch = new ClockStepWatch(clock);
    let noticed = 0;
    for (let second = 0; second < 20_000; second++) {
      clock.pass(1_000, 0.0005);
      if (watch.check() !== null) noticed++;
    }
    expect(noticed).toBe(0);
    for (let second = 0; second < 4; second++) {
      clock.pass(1_000);
      clock.step(900);
      if (watch.check() !== null) noticed++;
    }
    expect(noticed).toBe(1);
  });

  it('is noticed between two starts in one boot, and across boots when it goes backwards', () => {
    const clock = new TestClock();
    const last = { at: clock.wall().toISOString(), uptimeMs: clock.uptimeMs(), boot: clock.boot };
    clock.pass(60_000);
    expect(compareWithLastEntry(last, clock)).toBeNull();
    clock.step(5_000);
    expect(compareWithLastEntry(last, clock)).toMatchObject({ stepMs: 5_000 });
    clock.reboot('00000000-0000-4000-8000-00000000b002');
    expect(compareWithLastEntry(last, clock)).toBeNull();
    clock.step(-86_400_000);
    expect(compareWithLastEntry(last, clock)).toMatchObject({ before: last.at });
  });
});

describe('the time that is certainly past', () => {
  it("is the hub's own, carried on by the monotonic clock, where nothing vouches for the wall clock", () => {
    const clock = new TestClock();
    clock.read({ source: 'unsynchronised', uncertaintyMs: null });
    const time = new HubTime(clock);
    expect(time.earliestNow()).toBeNull();
    time.hear('2026-03-01T00:00:00.000Z');
    clock.pass(5_000);
    clock.step(-86_400_000);
    expect(time.earliestNow()).toBe(Date.parse('2026-03-01T00:00:05.000Z'));
    time.hear('2026-02-01T00:00:00.000Z');
    expect(time.earliestNow()).toBe(Date.parse('2026-03-01T00:00:05.000Z'));
  });

  it('is the wall clock less its uncertainty where that is known', () => {
    const clock = new TestClock();
    expect(new HubTime(clock).earliestNow()).toBe(clock.wall().getTime() - 5);
  });
});
