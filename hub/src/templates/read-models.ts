import type { FaceModelState, FaceModelStates } from '@hadir/shared/api/enrolment';
import type { ModelManifest } from '@hadir/shared/face/model-manifest';
import { desc, sql } from 'drizzle-orm';
import type { Database } from '../database/open-database.ts';
import { bindings, doors, employees, opds, rosters, templates, unitStatuses } from '../database/schema.ts';
import { doorModels, faceCrops, templateCrops, templateFailures, templateJobs } from '../database/tables/enrolment.ts';

type Reader = Pick<Database['db'], 'select' | 'execute'>;

const SHOWN = 200;

/** How far each model's templates have come, who has to be photographed again, and which doors have not changed over. */
export async function readModels(db: Reader, manifest: ModelManifest): Promise<FaceModelStates> {
  const embedders = manifest.files.filter(({ role }) => role === 'embedder');
  const newest = embedders.find(({ superseded }) => superseded !== true)?.id ?? '';
  const made = await db.execute<{ model: string; people: number; templates: number }>(sql`
    SELECT t.model, count(DISTINCT t.employee)::int AS people, count(*)::int AS templates
    FROM ${templates} t JOIN ${employees} e ON e.id = t.employee AND e.active
    WHERE t.removed_at IS NULL GROUP BY t.model`);
  const jobs = await db.select().from(templateJobs).orderBy(desc(templateJobs.startedAt));
  const held = await readDoors(db, newest);
  const models: FaceModelState[] = [];
  for (const id of new Set([newest, ...embedders.map((embedder) => embedder.id), ...made.map(({ model }) => model)])) {
    const own = made.find(({ model }) => model === id);
    const job = jobs.find(({ model }) => model === id);
    models.push({
      id,
      standing: id === newest ? 'newest' : embedders.some((embedder) => embedder.id === id) ? 'superseded' : 'unknown',
      people: own?.people ?? 0,
      templates: own?.templates ?? 0,
      doors: held.filter(({ model }) => model === id).length,
      ...(await countCrops(db, id)),
      job: job
        ? {
            state: job.state,
            startedAt: job.startedAt.toISOString(),
            finishedAt: job.finishedAt?.toISOString() ?? null,
          }
        : null,
    });
  }
  const [everybody] = await db.execute<{ people: number }>(sql`
    SELECT count(DISTINCT t.employee)::int AS people FROM ${templates} t
    JOIN ${employees} e ON e.id = t.employee AND e.active WHERE t.removed_at IS NULL`);
  return { models, people: everybody?.people ?? 0, ...(await readNeedPhoto(db, newest)), doors: held.slice(0, SHOWN) };
}

async function countCrops(db: Reader, model: string): Promise<Pick<FaceModelState, 'made' | 'failed' | 'left'>> {
  const [row] = await db.execute<{ made: number; failed: number; all: number }>(sql`
    SELECT count(*)::int AS "all", count(*) FILTER (WHERE made)::int AS "made",
      count(*) FILTER (WHERE NOT made AND failed)::int AS "failed"
    FROM (
      SELECT bool_or(t.model = ${model}) AS made,
        EXISTS (SELECT 1 FROM ${templateFailures} f WHERE f.crop = c.id AND f.model = ${model}) AS failed
      FROM ${faceCrops} c
      JOIN ${templateCrops} tc ON tc.crop = c.id
      JOIN ${templates} t ON t.id = tc.template AND t.removed_at IS NULL
      WHERE c.sealed IS NOT NULL GROUP BY c.id
    ) AS crops`);
  const { made = 0, failed = 0, all = 0 } = row ?? {};
  return { made, failed, left: all - made - failed };
}

/** Who has a face, none of it by the newest model, and no picture from which it could be made. */
async function readNeedPhoto(db: Reader, newest: string) {
  const rows = await db.execute<{ employee: string; name: string; nip: string; opdName: string; total: number }>(sql`
    SELECT e.id AS employee, e.name, e.nip, o.name AS "opdName", (count(*) OVER ())::int AS total
    FROM ${employees} e JOIN ${opds} o ON o.id = e.opd
    WHERE e.active
      AND EXISTS (SELECT 1 FROM ${templates} t WHERE t.employee = e.id AND t.removed_at IS NULL)
      AND NOT EXISTS (SELECT 1 FROM ${templates} t WHERE t.employee = e.id AND t.removed_at IS NULL AND t.model = ${newest})
      AND NOT EXISTS (SELECT 1 FROM ${faceCrops} c WHERE c.employee = e.id AND c.sealed IS NOT NULL
        AND NOT EXISTS (SELECT 1 FROM ${templateFailures} f WHERE f.crop = c.id AND f.model = ${newest}))
    ORDER BY o.name, e.name LIMIT ${SHOWN}`);
  return {
    needPhoto: [...rows].map(({ total: _, ...person }) => person),
    needPhotoTotal: rows[0]?.total ?? 0,
  };
}

/** Doors with a roster: the model of what it holds, what the unit can run, and who of the office has the newest. */
async function readDoors(db: Reader, newest: string): Promise<FaceModelStates['doors']> {
  const rows = await db.execute<FaceModelStates['doors'][number]>(sql`
    SELECT d.id AS door, d.name, o.name AS "opdName", held.model,
      CASE jsonb_typeof(s.status->'models') WHEN 'array' THEN s.status->'models' END AS runs,
      coalesce(p.people, 0)::int AS people, coalesce(p.newest, 0)::int AS "withNewest", m.model AS chosen
    FROM ${doors} d
    JOIN ${opds} o ON o.id = d.opd
    LEFT JOIN ${rosters} r ON r.door = d.id AND r.version = d.roster_version
    LEFT JOIN LATERAL (
      SELECT t.model FROM jsonb_each(r.content) AS place (employee, value)
      CROSS JOIN LATERAL jsonb_array_elements_text(
        CASE jsonb_typeof(place.value) WHEN 'array' THEN place.value ELSE place.value->'templates' END) AS ids (id)
      JOIN ${templates} t ON t.id = ids.id::uuid LIMIT 1
    ) AS held ON true
    LEFT JOIN ${bindings} b ON b.door = d.id AND b.until IS NULL
    LEFT JOIN ${unitStatuses} s ON s.unit = b.unit
    LEFT JOIN ${doorModels} m ON m.door = d.id
    LEFT JOIN (
      SELECT e.opd, count(DISTINCT e.id) AS people,
        count(DISTINCT e.id) FILTER (WHERE t.model = ${newest}) AS newest
      FROM ${templates} t JOIN ${employees} e ON e.id = t.employee AND e.active
      WHERE t.removed_at IS NULL GROUP BY e.opd
    ) AS p ON p.opd = d.opd
    ORDER BY (held.model IS NOT DISTINCT FROM ${newest}), o.name, d.name`);
  return [...rows];
}
