import { makeCsr } from '../../src/enrolment/make-csr.ts';
import { storeUnitIdentity } from '../../src/enrolment/unit-identity.ts';
import { writeFileDurably } from '../../src/keys/private-file.ts';
import { openUnitKeys } from '../../src/keys/unit-keys.ts';
import { DOOR, type FakeHub, UNIT } from './fake-hub.ts';

/** Fills a data folder as the enrolment at this hub leaves it: binding 1, serving the tests' door. */
export async function enrolFolder(data: string, hub: FakeHub): Promise<void> {
  const keys = openUnitKeys(data);
  writeFileDurably(`${data}/ca.pem`, hub.authority.ca);
  writeFileDurably(`${data}/certificate.pem`, await hub.authority.issue(await makeCsr(keys.tls, UNIT), UNIT));
  storeUnitIdentity(data, {
    unit: UNIT,
    binding: 1,
    door: { id: DOOR, name: 'Pintu Uji', opd: 'Dinas Uji', zone: 'Asia/Jayapura' },
    follows: null,
    hub: hub.url,
    hubKey: hub.key.publicKey,
    broker: hub.broker.url,
    kid: keys.journal.kid,
  });
}
