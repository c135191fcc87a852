import type { AttackResults, JudgedPresentation } from './measure-attacks.ts';

/** The results as one object, for other programs; a rate is null where nothing got a decision. */
export function livenessJson(judged: readonly JudgedPresentation[], { live, species }: AttackResults): object {
  const rate = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    bpcer: rate(live.error.rate),
    apcer: Object.fromEntries([...species].map(([name, { error }]) => [name, rate(error.rate)])),
    counts: {
      live: live.error.n,
      attack: Object.fromEntries([...species].map(([name, { error }]) => [name, error.n])),
      noResponse: {
        live: live.noResponse,
        attack: Object.fromEntries([...species].map(([name, { noResponse }]) => [name, noResponse])),
      },
    },
    perFile: judged.map(({ path, judgement }) => ({
      file: path,
      live: judgement.kind === 'judged' && judgement.live,
      score: judgement.kind === 'judged' ? judgement.score : null,
    })),
  };
}
