import { EvaluationError } from './evaluation-error.ts';

/** Runs a command; what its user can put right is said in one line, anything else with its trace. */
export async function runEvaluation(usage: string, command: (args: string[]) => Promise<void>): Promise<void> {
  const args = process.argv.slice(2);
  if (args.includes('--help')) {
    console.log(usage);
    return;
  }
  try {
    await command(args);
  } catch (error) {
    const wrongOption =
      (error instanceof EvaluationError && error.code === 'usage') ||
      (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS'));
    if (wrongOption) console.error(`${(error as Error).message}\n\n${usage}`);
    else if (error instanceof EvaluationError) console.error(error.message);
    else console.error(error);
    process.exitCode = wrongOption ? 2 : 1;
  }
}
