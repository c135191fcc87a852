import { type AttackResults, type JudgedPresentation, livesUnasked, type PresentationRate } from './measure-attacks.ts';

const percent = (value: number) => `${(value * 100).toFixed(2)} %`;

/** Writes the results as tables for people to read. */
export function printLiveness(
  judged: readonly JudgedPresentation[],
  { model, passive, challenge, asked }: AttackResults,
): string {
  const wrong = judged.flatMap(({ file, species: attack, judgement }) => {
    if (judgement.kind === 'no-response') return [`  no decision   ${file}: ${judgement.reason}`];
    const { score, door } = judgement;
    const passed = attack !== null && door?.accepted === true ? '  (also with the challenge)' : '';
    if (livesUnasked(judgement) === (attack === null) && passed === '') return [];
    return [`  ${attack === null ? 'live, refused ' : 'attack, passed'} ${score.toFixed(3)} ${file}${passed}`];
  });
  return [
    ...table('The passive model alone', model),
    '',
    ...table('All cues, nothing asked (stills: the model alone, which is all that they can be judged by)', passive),
    '',
    ...table('With a challenge where the cues disagree (clips only; nobody answers on purpose)', challenge),
    `  asked  live clips of which a movement was asked: ${asked.n} of ${asked.of}; what they would have answered is not known`,
    ...(wrong.length === 0 ? [] : ['', 'Wrong or without a decision', ...wrong]),
  ].join('\n');
}

function table(title: string, { live, species }: AttackResults['passive']): string[] {
  const measured = [...species].filter(([, { error }]) => error.n > 0);
  const worst = measured.reduce<[string, number] | null>(
    (most, [name, { error }]) => (most === null || error.rate > most[1] ? [name, error.rate] : most),
    null,
  );
  return [
    title,
    `  BPCER  live faces${' '.repeat(19)}${describe(live)}`,
    ...[...species].map(([name, found]) => `  APCER  ${name.padEnd(29)}${describe(found)}`),
    ...(worst === null ? [] : [`  APCER  of the worst species: ${percent(worst[1])} (${worst[0]})`]),
  ];
}

function describe({ error, noResponse }: PresentationRate): string {
  const without = noResponse === 0 ? '' : `; ${noResponse} more without a decision`;
  if (error.n === 0) return `not measured${without}`;
  const [low, high] = error.interval;
  return `${percent(error.rate).padStart(8)}  (95 %: ${percent(low)} to ${percent(high)}; ${error.failed} of ${error.n}${without})`;
}
