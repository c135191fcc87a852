import type { Unit, UnitHistory } from '@hadir/shared/api/units';
import { hubArguments, openSession } from '../hub/hub-arguments.ts';
import { leafCommand } from '../leaf-command.ts';
import type { Surroundings } from '../surroundings.ts';
import { readUnitId, unitArgument } from './unit-arguments.ts';

/** Everything that the hub knows of a unit. */
export function showUnitCommand(surroundings: Surroundings) {
  return leafCommand({
    name: 'show',
    description: 'Show a unit: state, bindings, certificates, orders, hardware',
    examples: ['unit show unit-0a1b2c3d', 'unit show unit-0a1b2c3d --json'],
    args: { ...hubArguments, ...unitArgument },
    run: async (args) => {
      const id = readUnitId(args.unit);
      const session = await openSession(args, surroundings);
      const unit = await session.get<Unit>(`/api/units/${id}`);
      const history = await session.get<UnitHistory>(`/api/units/${id}/history`);
      surroundings.print(args.json ? JSON.stringify({ unit, history }) : describe(unit, history));
    },
  });
}

function describe(unit: Unit, history: UnitHistory): string {
  const { facts } = history;
  return [
    `Unit:          ${unit.id}, ${unit.state}, ${unit.online ? 'online' : `last seen ${unit.lastSeen ?? 'never'}`}`,
    `Door:          ${unit.serves ? '' : 'none; before: '}${unit.opdName}/${unit.doorName}, binding ${unit.binding}`,
    `Journal:       hub holds entries through ${unit.highWater}; complete through ${unit.completeThrough ?? 'no checkpoint yet'}`,
    `Key:           ${unit.kid}`,
    `Certificate:   valid until ${unit.certificateExpires}`,
    ...(facts === null
      ? []
      : [
          `Hardware:      ${[facts.model, facts.serial, facts.mac, facts.camera].map((fact) => fact ?? '?').join(', ')}`,
        ]),
    ...unit.problems.map((problem) => `Wrong:         ${problem}`),
    ...section(
      'Bindings',
      history.bindings.map(
        ({ number, opdName, doorName, since, until, highWater }) =>
          `${number}  ${opdName}/${doorName}  ${since} to ${until ?? 'now'}, ${highWater} entries`,
      ),
    ),
    ...section(
      'Certificates',
      history.certificates.map(
        ({ serial, issuedAt, expiresAt, via, revokedAt }) =>
          `${serial}  ${issuedAt} to ${expiresAt}, by ${via}${revokedAt === null ? '' : `, revoked ${revokedAt}`}`,
      ),
    ),
    ...section(
      'Orders',
      history.commands.map(
        (one) =>
          `${one.number ?? '-'}  ${one.do}  ${one.issuedAt}  ${one.state}${one.detail === null ? '' : `: ${one.detail}`}`,
      ),
    ),
    ...section(
      'Hardware changed',
      history.factsChanges.map(
        ({ at, before, after }) => `${at}  ${JSON.stringify(before)} -> ${JSON.stringify(after)}`,
      ),
    ),
    ...section(
      'Releases',
      history.releases.map(({ release, since }) => `${release}  since ${since}`),
    ),
    ...section(
      'Settings from afar',
      Object.entries(history.settings).map(([name, value]) => `${name} = ${value}`),
    ),
  ].join('\n');
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ['', `${title}:`, ...lines.map((line) => `  ${line}`)];
}
