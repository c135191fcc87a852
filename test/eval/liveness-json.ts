import { type AttackResults, type JudgedPresentation, livesUnasked } from './measure-attacks.ts';

type Decisions = AttackResults['passive'];

/** The results as one object, for other programs; a rate is null where nothing got a decision. */
export function livenessJson(
  judged: readonly JudgedPresentation[],
  { model, passive, challenge, asked }: AttackResults,
): object {
  return {
    ...rates(passive),
    counts: {
      live: passive.live.error.n,
      attack: Object.fromEntries([...passive.species].map(([name, { error }]) => [name, error.n])),
      noResponse: {
        live: passive.live.noResponse,
        attack: Object.fromEntries([...passive.species].map(([name, { noResponse }]) => [name, noResponse])),
      },
    },
    modelAlone: rates(model),
    withChallenge: { ...rates(challenge), asked: asked.of === 0 ? null : asked.n / asked.of },
    perFile: judged.map(({ path, judgement }) => ({
      file: path,
      live: judgement.kind === 'judged' && livesUnasked(judgement),
      score: judgement.kind === 'judged' ? judgement.score : null,
    })),
  };
}

function rates({ live, species }: Decisions): object {
  const rate = (value: number) => (Number.isNaN(value) ? null : value);
  return {
    bpcer: rate(live.error.rate),
    apcer: Object.fromEntries([...species].map(([name, { error }]) => [name, rate(error.rate)])),
  };
}
