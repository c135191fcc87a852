import { writeFile } from 'node:fs/promises';
import { exportSigningKey } from '@hadir/shared/journal/node-signature';
import { seedUnit } from '../support/seed-unit.ts';
import { openBenchHub } from './open-bench-hub.ts';

/** Claims many units at once, straight in the database of a running hub. Arguments: data folder, how many, output file. */
const [data = '', count = '0', output = ''] = process.argv.slice(2);
const { sql, authority } = await openBenchHub(data);
const units = [];
for (let i = 0; i < Number(count); i++) {
  const { id, key, door, tlsKey, certificate } = await seedUnit(sql, authority);
  units.push({ id, door, journalKey: exportSigningKey(key), tlsKey, certificate });
}
await writeFile(output, JSON.stringify({ ca: authority.caPem, units }), { mode: 0o600 });
await sql.end();
