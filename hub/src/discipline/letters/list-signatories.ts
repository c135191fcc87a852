import type { Signatory } from '@hadir/shared/api/letterheads';
import type { Database } from '../../database/open-database.ts';
import { readLetterhead } from '../../letterheads/read-letterhead.ts';
import type { Superior } from '../find-superior.ts';

/** Who may sign the letters of a case: the direct superior, the head of the office, the head of the personnel agency. */
export async function listSignatories(
  db: Pick<Database['db'], 'select'>,
  government: string,
  opd: string,
  superior: Superior | null,
): Promise<Signatory[]> {
  const [office, region] = await Promise.all([
    readLetterhead(db, government, opd),
    readLetterhead(db, government, null),
  ]);
  const direct = superior && {
    position: superior.position ?? 'Atasan langsung',
    name: superior.name,
    rank: '',
    nip: superior.nip,
  };
  const all = [...(direct ? [direct] : []), office.head, region.head];
  return all.filter(
    ({ name, nip }, index) => all.findIndex((other) => other.name === name && other.nip === nip) === index,
  );
}
