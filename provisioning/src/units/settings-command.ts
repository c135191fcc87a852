import type { UnitHistory } from '@hadir/shared/api/units';
import { UnitSettings } from '@hadir/shared/wire/command';
import { Compile } from 'typebox/compile';
import { HadirError } from '../hadir-error.ts';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { followArguments } from './follow-procedure.ts';
import { sendOrder } from './send-order.ts';
import { readUnitId, unitArgument } from './unit-arguments.ts';

const settingsSchema = Compile(UnitSettings);
/** Settings that are numbers; the others are words. */
const NUMBERS = ['minimumScore', 'minimumLiveness', 'coolDownSeconds', 'volume'];

/** Shows a unit's settings from afar, or changes some of them; the others stay. */
export function settingsCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'settings',
    description: 'Show or change what is set from afar on a unit',
    examples: [
      'unit settings unit-0a1b2c3d',
      'unit settings unit-0a1b2c3d --set volume=0.5,language=id --wait',
      'unit settings unit-0a1b2c3d --unset camera',
    ],
    args: {
      ...hubArguments,
      ...followArguments,
      ...unitArgument,
      set: {
        type: 'string',
        description: `What to change: ${Object.keys(UnitSettings.properties).join(', ')}`,
        valueHint: 'name=value,…',
      },
      unset: { type: 'string', description: "Back to the unit's own default", valueHint: 'name,…' },
    },
    run: async (args) => {
      const unit = readUnitId(args.unit);
      const session = await openSession(args, surroundings);
      const { settings } = await session.get<UnitHistory>(`/api/units/${unit}/history`);
      if (args.set === undefined && args.unset === undefined) {
        const lines = Object.entries(settings).map(([name, value]) => `${name} = ${value}`);
        if (args.json) return surroundings.print(JSON.stringify(settings));
        return surroundings.print(lines.length === 0 ? 'Nothing is set from afar.' : lines.join('\n'));
      }
      const changed = changeSettings(settings, args.set ?? '', args.unset ?? '');
      await sendOrder(unit, { do: 'settings', settings: changed }, args, session, surroundings);
    },
  });
}

/** @throws HadirError `usage`, naming the setting that is wrong. */
function changeSettings(current: UnitSettings, set: string, unset: string): UnitSettings {
  const changed: Record<string, unknown> = { ...current };
  for (const name of unset.split(',').filter(Boolean)) {
    known(name);
    delete changed[name];
  }
  // A value may hold an equals sign or, in a camera's address, a comma before no name.
  for (const part of set.split(/,(?=[a-zA-Z]+=)/).filter(Boolean)) {
    const [name = '', ...rest] = part.split('=');
    known(name);
    const text = rest.join('=');
    changed[name] = NUMBERS.includes(name) && text !== '' ? Number(text) : text;
  }
  if (!settingsSchema.Check(changed)) {
    const [error] = settingsSchema.Errors(changed);
    const name = error?.instancePath.slice(1) ?? 'the setting';
    throw new HadirError('usage', `${name} ${error?.message ?? 'is not valid'}.`);
  }
  return changed;
}

function known(name: string): void {
  if (Object.hasOwn(UnitSettings.properties, name)) return;
  const names = Object.keys(UnitSettings.properties).join(', ');
  throw new HadirError('usage', `There is no setting "${name}". There are: ${names}.`);
}
