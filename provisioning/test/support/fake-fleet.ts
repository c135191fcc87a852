import { randomUUID } from 'node:crypto';
import { AuthorityFinish, AuthorityState } from '@hadir/shared/api/authority';
import type { Door } from '@hadir/shared/api/people';
import { Decision, LifecyclePolicy, NewProcedure, Procedure } from '@hadir/shared/api/procedures';
import {
  CarriedIn,
  Claim,
  Journal,
  NewClaim,
  NewCommand,
  QuarantineDecided,
  QuarantineDecision,
  QuarantineDetail,
  type QuarantinedMessage,
  Revocation,
  Unit,
  UnitHistory,
} from '@hadir/shared/api/units';
import { writeClaimCode } from '@hadir/shared/wire/enrolment';
import type { Static, TSchema } from 'typebox';
import { Value } from 'typebox/value';
import { DOOR, JournalMaker, OTHER_DOOR } from './make-journal.ts';

interface FakeAnswer {
  readonly status: number;
  readonly body: object | Buffer;
}

const AT = '2026-01-05T00:00:00.000Z';
const refuse = (status: number, detail: string): FakeAnswer => ({ status, body: { status, detail, code: 'refused' } });

/**
 * One unit at one door, beside a door that is free. Bodies are checked by the schemas of the contract, and so are the
 * answers: a command that passes here speaks as a hub does.
 */
export class FakeFleet {
  readonly journal = new JournalMaker('unit-0a1b2c3d')
    .bind(DOOR)
    .punch(3)
    .leave()
    .bind(OTHER_DOOR)
    .punch(2, OTHER_DOOR);
  readonly claimed: string[] = [];
  readonly carried: string[] = [];
  readonly orders: UnitHistory['commands'] = [];
  readonly procedures: Procedure[] = [];
  readonly decisions: string[] = [];
  settings: UnitHistory['settings'] = { volume: 0.2 };
  state: Unit['state'] = 'active';
  /** How often a procedure is still looked at before it has ended; how often an order before it is answered. */
  patience = 2;
  secondPerson = false;
  policy: LifecyclePolicy = { secondPerson: [] };
  behind: Static<typeof AuthorityState>['behind'] = [{ unit: 'unit-0a1b2c3d', waitsFor: 'renewal' }];

  answer(method: string, url: URL, body: unknown): FakeAnswer {
    const [, , kind = '', id = '', action = ''] = url.pathname.split('/');
    const call = `${method} ${kind}${id === '' ? '' : ' :id'}${action === '' ? '' : ` ${action}`}`;
    switch (call) {
      case 'GET opds':
        return ok({ opds: [{ id: randomUUID(), name: 'Dinas Uji', zone: 'Asia/Jayapura' }] });
      case 'POST opds':
        return ok({ id: randomUUID(), ...(body as object) });
      case 'GET doors':
        return ok({ doors: this.#doors() });
      case 'POST doors':
        return ok({ ...(this.#doors()[1] as Door), ...(body as object) });
      case 'POST claims':
        return this.#claim(read(NewClaim, body));
      case 'GET units':
        return ok({ at: AT, units: [this.#unit()] });
      case 'GET units :id':
        return id === this.journal.unit ? ok(this.#unit()) : refuse(404, 'Unit ini tidak ada.');
      case 'GET units :id history':
        return ok(this.#history());
      case 'GET units :id journal':
        return ok(this.#entries(url.searchParams));
      case 'POST units :id journal': {
        const carried = String(body).trimEnd().split('\n');
        this.carried.push(...carried);
        return ok(write(CarriedIn, { entries: carried.length, stored: 2, early: 0, refused: [] }));
      }
      case 'POST units :id revoke':
        read(Revocation, body);
        this.state = 'revoked';
        return { status: 204, body: Buffer.alloc(0) };
      case 'POST units :id commands':
        return this.#order(read(NewCommand, body));
      case 'POST units :id snapshot':
        return { status: 200, body: Buffer.from([0xff, 0xd8, 0xff, 0xd9]) };
      case 'POST procedures :id claim':
        return this.#claim({ door: this.procedures.find((one) => one.id === id)?.door ?? '' });
      case 'GET lifecycle-policy':
      case 'PUT lifecycle-policy':
        if (body !== null) this.policy = read(LifecyclePolicy, body);
        return ok(this.policy);
      case 'GET procedures':
        return ok({ procedures: this.procedures });
      case 'POST procedures':
        return this.#begin(read(NewProcedure, body));
      case 'GET procedures :id':
        return this.#look(id);
      case 'POST procedures :id approve':
      case 'POST procedures :id refuse':
      case 'POST procedures :id cancel':
        return this.#decide(id, action, read(Decision, body));
      case 'GET quarantine':
        return ok({ messages: [this.#message()] });
      case 'GET quarantine :id':
        return ok(
          write(QuarantineDetail, {
            ...{ ...this.#message(), binding: 1, more: false },
            entries: [{ seq: 3, held: { seq: 3 }, other: null }],
          }),
        );
      case 'POST quarantine :id decide': {
        const { decision } = read(QuarantineDecision, body);
        this.decisions.push(decision);
        return ok(write(QuarantineDecided, { stored: decision === 'accept' ? 3 : 0, leftOut: 0 }));
      }
      case 'GET authority':
      case 'POST authority :id':
        return this.#authority(id, body);
      default:
        return refuse(404, `Tidak ada: ${call}`);
    }
  }

  #doors(): Door[] {
    const common = { opd: randomUUID(), opdName: 'Dinas Uji', zone: 'Asia/Jayapura', rosterVersion: 1 } as const;
    return [
      { ...common, id: OTHER_DOOR, name: 'Pintu Utama', unit: this.journal.unit },
      { ...common, id: DOOR, name: 'Pintu Samping', unit: null },
    ];
  }

  #claim({ door }: Static<typeof NewClaim>): FakeAnswer {
    this.claimed.push(door);
    const hub = 'https://localhost:8443';
    const claim = { claim: 'ABCD-EFGH-JKMN-PQRS-T', door, doorName: 'Pintu Samping', expiresAt: AT };
    const code = writeClaimCode({ v: 1, h: hub, f: 'A'.repeat(43), c: 'ABCDEFGHJKMNPQRST' });
    return { status: 201, body: write(Claim, { ...claim, caFingerprint: 'AA:BB', hub, code }) };
  }

  #unit(): Unit {
    const place = { door: OTHER_DOOR, doorName: 'Pintu Utama', opd: randomUUID(), opdName: 'Dinas Uji' };
    return write(Unit, {
      ...place,
      ...{ id: this.journal.unit, state: this.state, serves: true, binding: 2, zone: 'Asia/Jayapura' },
      ...{ kid: this.journal.key.kid, online: true, lastSeen: AT, highWater: 3, completeThrough: AT, rosterWanted: 1 },
      ...{ certificateExpires: AT, status: null, problems: ['Kamera tidak memberi gambar.'], wrongSince: AT },
    });
  }

  #history(): UnitHistory {
    for (const order of this.orders) if (order.state === 'waiting' && --this.patience <= 0) order.state = 'done';
    const binding = (number: number, door: string, doorName: string) => ({
      ...{ number, door, doorName, opdName: 'Dinas Uji', since: AT, until: number === 1 ? AT : null },
      ...{ highWater: 3, completeThrough: AT },
    });
    return write(UnitHistory, {
      facts: { model: 'Raspberry Pi', serial: '01', mac: null, camera: null },
      factsChanges: [],
      bindings: [binding(2, OTHER_DOOR, 'Pintu Utama'), binding(1, DOOR, 'Pintu Samping')],
      certificates: [{ serial: '01', issuedAt: AT, expiresAt: AT, via: 'claim', revokedAt: null }],
      commands: this.orders,
      releases: [{ release: '0.1.0', since: AT }],
      settings: this.settings,
    });
  }

  /** Two entries a page, whatever was asked for: a hub may give fewer than the limit only at the end. */
  #entries(query: URLSearchParams): Static<typeof Journal> {
    const first = this.journal.lines.length - 3;
    const lines = query.get('binding') === '1' ? this.journal.lines.slice(0, first) : this.journal.lines.slice(first);
    const after = Number(query.get('after'));
    const limit = Number(query.get('limit'));
    const entries = lines.slice(after, after + limit).map((jws, index) => ({
      ...{ unit: this.journal.unit, binding: Number(query.get('binding')), seq: after + index + 1, type: 'punch' },
      ...{ door: DOOR, doorName: 'Pintu', seenAt: AT, receivedAt: AT, hash: '', jws },
      ...{ publicKey: this.journal.key.publicKey, kid: this.journal.key.kid },
    }));
    return write(Journal, { entries });
  }

  #order(order: Static<typeof NewCommand>): FakeAnswer {
    if (order.do === 'settings') this.settings = order.settings;
    this.orders.unshift({
      number: null,
      do: order.do,
      issuedAt: new Date().toISOString(),
      state: 'waiting',
      detail: null,
    });
    return { status: 201, body: this.orders[0] as object };
  }

  #begin(wanted: Static<typeof NewProcedure>): FakeAnswer {
    const unit = 'unit' in wanted ? wanted.unit : null;
    const procedure: Procedure = {
      ...{ id: randomUUID(), kind: wanted.kind, state: this.secondPerson ? 'awaiting-approval' : 'running' },
      ...{ door: 'door' in wanted ? wanted.door : DOOR, doorName: 'Pintu Samping', opdName: 'Dinas Uji' },
      ...{ oldUnit: unit, newUnit: unit, reason: wanted.reason, requestedBy: 'Petugas', mayApprove: false },
      ...{ mayClaim: wanted.kind === 'replace', createdAt: AT, finishedAt: null },
      steps: [
        { name: 'requested', state: 'done', at: AT, detail: 'oleh Petugas' },
        { name: 'bound', state: 'current', at: null, detail: 'menunggu unit' },
      ],
    };
    this.procedures.push(write(Procedure, procedure));
    return { status: 201, body: procedure };
  }

  #look(id: string): FakeAnswer {
    const procedure = this.procedures.find((one) => one.id === id);
    if (procedure === undefined) return refuse(404, 'Prosedur ini tidak ada.');
    if (procedure.state === 'running' && --this.patience <= 0) {
      procedure.state = 'done';
      procedure.finishedAt = AT;
      for (const step of procedure.steps) Object.assign(step, { state: 'done', at: AT });
    }
    return ok(procedure);
  }

  #decide(id: string, action: string, { note }: Static<typeof Decision>): FakeAnswer {
    const procedure = this.procedures.find((one) => one.id === id);
    if (procedure === undefined) return refuse(404, 'Prosedur ini tidak ada.');
    this.decisions.push(`${action} ${note ?? ''}`.trim());
    procedure.state = action === 'approve' ? 'running' : action === 'refuse' ? 'refused' : 'cancelled';
    return ok(procedure);
  }

  #message(): QuarantinedMessage {
    const decided = this.decisions.at(-1);
    const decision = decided === undefined ? 'waiting' : decided === 'accept' ? 'accepted' : 'refused';
    return {
      ...{ id: '42', unit: this.journal.unit, reason: 'unit-revoked', detail: 'Unit sudah dicabut.', bytes: 900 },
      ...{ times: 1, receivedAt: AT, lastAt: AT, decision, decidedBy: null, decidedAt: null, note: null },
    };
  }

  #authority(action: string, body: unknown): FakeAnswer {
    if (action === 'finish' && !read(AuthorityFinish, body).force && this.behind.length > 0)
      return refuse(409, 'Masih ada unit yang bergantung pada otoritas lama: unit-0a1b2c3d.');
    const one = (serving: boolean) => ({ fingerprint: 'AA:BB', pem: '', validFrom: AT, validUntil: AT, serving });
    const authorities = action === 'finish' ? [one(true)] : [one(true), one(false)];
    return ok(write(AuthorityState, { authorities, behind: action === 'finish' ? [] : this.behind }));
  }
}

function ok(body: object): FakeAnswer {
  return { status: 200, body };
}

function read<T extends TSchema>(schema: T, body: unknown): Static<T> {
  return Value.Parse(schema, body);
}

function write<T extends TSchema>(schema: T, body: Static<T>): Static<T> {
  return Value.Parse(schema, body);
}
