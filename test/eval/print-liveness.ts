import type { AttackResults, JudgedPresentation, PresentationRate } from './measure-attacks.ts';

const percent = (value: number) => `${(value * 100).toFixed(2)} %`;

/** Writes the results as tables for people to read. */
export function printLiveness(judged: readonly JudgedPresentation[], { live, species }: AttackResults): string {
  const wrong = judged.flatMap(({ file, species: attack, judgement }) => {
    if (judgement.kind === 'no-response') return [`  no decision   ${file}: ${judgement.reason}`];
    if (judgement.live === (attack === null)) return [];
    return [`  ${attack === null ? 'live, refused ' : 'attack, passed'} ${judgement.score.toFixed(3)} ${file}`];
  });
  return [
    'Passive liveness (no challenge is played: that takes recordings of people who were asked for something)',
    `  BPCER  live faces${' '.repeat(19)}${describe(live)}`,
    ...[...species].map(([name, found]) => `  APCER  ${name.padEnd(29)}${describe(found)}`),
    ...(wrong.length === 0 ? [] : ['', 'Wrong or without a decision', ...wrong]),
  ].join('\n');
}

function describe({ error, noResponse }: PresentationRate): string {
  const without = noResponse === 0 ? '' : `; ${noResponse} more without a face`;
  if (error.n === 0) return `not measured${without}`;
  const [low, high] = error.interval;
  return `${percent(error.rate).padStart(8)}  (95 %: ${percent(low)} to ${percent(high)}; ${error.failed} of ${error.n}${without})`;
}
