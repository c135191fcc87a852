import { describe, expect, it } from 'vitest';
import { livenessJson } from './liveness-json.ts';
import { type JudgedPresentation, measureAttacks } from './measure-attacks.ts';

function shown(species: string | null, live: boolean | null, name = 'file'): JudgedPresentation {
  const judgement =
    live === null
      ? ({ kind: 'no-response', reason: 'no face found' } as const)
      : ({ kind: 'judged', live, score: live ? 0.9 : 0.1, frames: 1, door: null } as const);
  return { path: `/data/${name}.jpg`, file: `${name}.jpg`, kind: 'still', species, judgement };
}

const presentations = [
  shown(null, true, 'a'),
  shown(null, false, 'b'),
  shown(null, null, 'c'),
  ...['d', 'e', 'f', 'g'].map((name) => shown('print', name === 'd', name)),
  shown('replay', true, 'h'),
];

describe('measureAttacks', () => {
  it('counts attacks that passed for each species, and live faces that did not, without those that got no decision', () => {
    const { live, species } = measureAttacks(presentations).passive;
    expect(live).toMatchObject({ error: { rate: 0.5, n: 2 }, noResponse: 1 });
    expect(species.get('print')).toMatchObject({ error: { rate: 0.25, failed: 1, n: 4 }, noResponse: 0 });
    expect(species.get('replay')).toMatchObject({ error: { rate: 1 } });
  });

  it('reports them with every file’s verdict and score', () => {
    const json = livenessJson(presentations, measureAttacks(presentations));
    expect(json).toMatchObject({
      bpcer: 0.5,
      apcer: { print: 0.25, replay: 1 },
      counts: { live: 2, attack: { print: 4, replay: 1 }, noResponse: { live: 1 } },
    });
    expect(json).toHaveProperty('perFile[2]', { file: '/data/c.jpg', live: false, score: null });
    expect(json).toHaveProperty('perFile[3]', { file: '/data/d.jpg', live: true, score: 0.9 });
  });

  it('has no rate where nothing got a decision', () => {
    const nothing = [shown(null, null), shown('print', null)];
    expect(livenessJson(nothing, measureAttacks(nothing))).toMatchObject({ bpcer: null, apcer: { print: null } });
  });
});
