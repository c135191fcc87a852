import type { UnitId } from '@hadir/shared/ids';
import { type OnlineStatus, UnitStatus } from '@hadir/shared/wire/unit-status';
import type { FastifyBaseLogger } from 'fastify';
import { Compile } from 'typebox/compile';
import type { Database } from '../database/open-database.ts';
import { createTwinWatch, type TwinWatch } from './twin-watch.ts';
import { statusProblems } from './unit-problems.ts';

const schema = Compile(UnitStatus);
/** A status of a healthy unit takes about 1 KB. */
const MOST_BYTES = 16_384;
/** How long to wait after a failed write before trying again. */
const RETRY_MS = 2_000;

interface News {
  online: boolean;
  /** The last online status as JSON; null keeps the one that is known. */
  status: string | null;
  /** Is something wrong, as far as the unit says? null where it has said nothing. */
  wrong: boolean | null;
  /** Two agents speak under this name. */
  contested: boolean;
  /** Version of the roster that the unit has; null where it needs none, or has said nothing. */
  roster: number | null;
  at: Date;
}

export interface StatusRecorderOptions {
  readonly sql: Database['sql'];
  readonly log: FastifyBaseLogger;
  readonly now: () => Date;
  /** After these units' words have been committed. */
  onRecorded(units: string[]): void;
}

/**
 * Keeps the last words of each unit. Only the newest of each unit matters, so what comes while a write is under way
 * is merged and written as one statement: memory and work grow with the number of units, not of messages.
 */
export class StatusRecorder {
  readonly #options: StatusRecorderOptions;
  readonly #twins: TwinWatch;
  #news = new Map<UnitId, News>();
  #writing: Promise<void> | null = null;
  #stopped = false;

  constructor(options: StatusRecorderOptions) {
    this.#options = options;
    this.#twins = createTwinWatch(() => options.now().getTime());
  }

  /** A status message: validated here, never trusted; what is no status costs only a log line. */
  status(unit: UnitId, payload: Buffer): void {
    const status = readStatus(payload);
    if (status === null || status.unit !== unit) {
      const { log } = this.#options;
      log.warn({ unit, bytes: payload.length }, 'a unit sent a status that is none; it was ignored, check its release');
      return;
    }
    const at = this.#options.now();
    if (status.state === 'online') {
      const roster = status.serves === false ? null : status.rosterVersion;
      const wrong = statusProblems(status).length > 0;
      const contested = this.#isContested(unit, status);
      this.#add(unit, { online: true, status: JSON.stringify(status), wrong, contested, roster, at });
    } else this.connection(unit, false);
  }

  connection(unit: UnitId, online: boolean): void {
    this.#add(unit, { online, status: null, wrong: null, contested: false, roster: null, at: this.#options.now() });
  }

  /** Resolves when everything heard so far is in the database. */
  async settled(): Promise<void> {
    while (this.#writing) await this.#writing;
  }

  async stop(): Promise<void> {
    this.#stopped = true;
    await this.settled();
  }

  #isContested(unit: UnitId, { at, uptimeMs }: OnlineStatus): boolean {
    const startedAt = Date.parse(at) - uptimeMs;
    if (!Number.isFinite(startedAt) || !this.#twins.heard(unit, startedAt)) return false;
    const { log } = this.#options;
    log.error(
      { unit },
      'two agents speak in turn under one unit: its card was probably copied. What differs in their journals is kept; find the second machine, then replace or revoke the unit',
    );
    return true;
  }

  #add(unit: UnitId, news: News): void {
    const before = this.#news.get(unit);
    if (before === undefined) this.#news.set(unit, news);
    else if (news.status === null) this.#news.set(unit, { ...before, online: news.online, at: news.at });
    else this.#news.set(unit, { ...news, contested: before.contested || news.contested });
    this.#writing ??= this.#writeAll().finally(() => {
      this.#writing = null;
    });
  }

  async #writeAll(): Promise<void> {
    const { log, onRecorded } = this.#options;
    while (this.#news.size > 0) {
      const batch = this.#news;
      this.#news = new Map();
      try {
        onRecorded(await this.#write(batch));
      } catch (error) {
        log.error({ err: error, units: batch.size }, 'unit statuses could not be stored; trying again in two seconds');
        // What was heard meanwhile is newer and stays.
        for (const [unit, news] of batch) if (!this.#news.has(unit)) this.#news.set(unit, news);
        if (this.#stopped) return;
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /** @returns the units that exist; a status of an unknown one is dropped by the join. */
  async #write(batch: ReadonlyMap<UnitId, News>): Promise<string[]> {
    const rows = [...batch].map(([unit, news]) => ({ unit, ...news, at: news.at.toISOString() }));
    const { sql } = this.#options;
    // A unit that went offline keeps its last words and the time when it was last heard.
    const stored = await sql`
      WITH news AS (
        SELECT n.unit, n.online, n.status, n.at, CASE WHEN n.contested THEN n.at END AS contested_at,
          CASE WHEN NOT n.online THEN d.id IS NOT NULL
               ELSE n.wrong OR coalesce(n.roster <> d.roster_version, false) END AS wrong
        FROM json_to_recordset(${JSON.stringify(rows)}::text::json)
          AS n(unit text, online boolean, status text, wrong boolean, contested boolean, roster int, at timestamptz)
        JOIN units u ON u.id = n.unit
        LEFT JOIN bindings b ON b.unit = n.unit AND b.until IS NULL
        LEFT JOIN doors d ON d.id = b.door
      ), stored AS (
        INSERT INTO unit_statuses AS s (unit, online, status, at, wrong_since, contested_at)
        SELECT unit, online, status::jsonb, at, CASE WHEN wrong THEN at END, contested_at FROM news ORDER BY unit
        ON CONFLICT (unit) DO UPDATE SET
          online = excluded.online,
          status = coalesce(excluded.status, s.status),
          contested_at = coalesce(excluded.contested_at, s.contested_at),
          at = CASE WHEN excluded.online THEN excluded.at ELSE s.at END,
          wrong_since = CASE (SELECT wrong FROM news WHERE news.unit = s.unit)
            WHEN true THEN coalesce(s.wrong_since, excluded.wrong_since) WHEN false THEN NULL ELSE s.wrong_since END
        RETURNING unit, online, at
      )
      SELECT stored.unit, pg_notify('hadir_unit', json_build_object(
        'unit', stored.unit, 'online', stored.online, 'lastSeen', to_char(stored.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'opd', d.opd)::text)
      FROM stored
      LEFT JOIN bindings b ON b.unit = stored.unit AND b.until IS NULL
      LEFT JOIN doors d ON d.id = b.door`;
    return stored.map((row) => String(row.unit));
  }
}

function readStatus(payload: Buffer): UnitStatus | null {
  if (payload.length > MOST_BYTES) return null;
  try {
    const parsed: unknown = JSON.parse(payload.toString());
    return schema.Check(parsed) ? parsed : null;
  } catch {
    return null;
  }
}
