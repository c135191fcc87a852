import { runHadir } from '../../src/run-hadir.ts';
import type { Environment } from '../../src/surroundings.ts';

export interface Call {
  readonly code: number;
  readonly output: string;
  readonly told: string;
  /** What the operator was asked. */
  readonly asked: readonly string[];
}

interface Operator {
  readonly environment?: Environment;
  readonly answer?: boolean;
  readonly secret?: string;
}

/** Runs one command as an operator would type it. */
export async function callHadir(args: readonly string[], operator: Operator = {}): Promise<Call> {
  const output: string[] = [];
  const told: string[] = [];
  const asked: string[] = [];
  const code = await runHadir(args, {
    environment: operator.environment ?? {},
    now: () => new Date(),
    colours: false,
    print: (text) => void output.push(text),
    tell: (text) => void told.push(text),
    askSecret: async (question) => {
      asked.push(question);
      return operator.secret ?? '';
    },
    confirm: async (question) => {
      asked.push(question);
      return operator.answer ?? false;
    },
  });
  return { code, output: output.join('\n'), told: told.join('\n'), asked };
}
