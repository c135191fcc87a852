import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { writePrivateFile } from '../write-private-file.ts';
import { readUnitId, unitArgument } from './unit-arguments.ts';

/** A picture for aiming the camera; neither unit nor hub keeps it. */
export function snapshotCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'snapshot',
    description: 'Take a picture for aiming the camera; it is kept nowhere but in your file',
    examples: ['unit snapshot unit-0a1b2c3d --out pintu.jpg'],
    args: {
      ...hubArguments,
      ...unitArgument,
      out: { type: 'string', description: 'Where the JPEG goes', required: true, valueHint: 'file' },
    },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const session = await openSession(args, surroundings);
      const picture = await session.postForBytes(`/api/units/${unit}/snapshot`);
      if (!(picture[0] === 0xff && picture[1] === 0xd8))
        throw new HadirError('failed', `${unit} sent no picture; its camera may not be running.`);
      await writePrivateFile(args.out, picture);
      surroundings.print(
        args.json ? JSON.stringify({ file: args.out, bytes: picture.length }) : `${args.out}: ${picture.length} bytes`,
      );
    },
  });
}
