import { join } from 'node:path';
import cookie from '@fastify/cookie';
import helmet from '@fastify/helmet';
import multipart from '@fastify/multipart';
import rateLimit from '@fastify/rate-limit';
import { MODEL_MANIFEST_PATH } from '@hadir/shared/face/model-manifest';
import Fastify, { LogController } from 'fastify';
import { Settings } from 'typebox/system';
import { registerAlarms } from '../alarms/alarm-routes.ts';
import { registerAssemblies } from '../assemblies/assembly-routes.ts';
import { registerAssisted } from '../assistance/assisted-routes.ts';
import { registerDoorEnrolments } from '../assistance/door-enrolment-routes.ts';
import { DoorEnrolments } from '../assistance/door-enrolments.ts';
import { RosterKeeper } from '../assistance/roster-keeper.ts';
import { registerSupervisors } from '../assistance/supervisor-routes.ts';
import { registerAttendance } from '../attendance/attendance-routes.ts';
import { AuthorityKeeper } from '../authority/authority-keeper.ts';
import { registerAuthority } from '../authority/authority-routes.ts';
import { tlsOf } from '../authority/tls-of.ts';
import { registerCommands } from '../commands/command-routes.ts';
import { CommandSender } from '../commands/command-sender.ts';
import { Snapshots } from '../commands/snapshots.ts';
import { DayKeeper } from '../days/day-keeper.ts';
import { registerDelegations } from '../delegations/delegation-routes.ts';
import { registerDiscipline } from '../discipline/discipline-routes.ts';
import { NightlyEvaluation } from '../discipline/nightly-evaluation.ts';
import { registerDoors } from '../doors/door-routes.ts';
import { registerDuty } from '../duty/duty-routes.ts';
import { registerEmployees } from '../employees/employee-routes.ts';
import { registerFaces } from '../employees/face-routes.ts';
import { PhotoProcess } from '../employees/photo-process.ts';
import { EnrolmentWork } from '../enrolment/enrolment-work.ts';
import { registerClaims } from '../est/claim-routes.ts';
import { registerEst } from '../est/est-routes.ts';
import { registerEvidenceFiles } from '../evidence-files/file-routes.ts';
import { registerFindings } from '../findings/finding-routes.ts';
import { ImportJobs } from '../imports/import-jobs.ts';
import { registerImports } from '../imports/import-routes.ts';
import { registerLetterheads } from '../letterheads/letterhead-routes.ts';
import { LiveFeed } from '../live/live-feed.ts';
import { registerLive } from '../live/live-routes.ts';
import { registerOpds } from '../opds/opd-routes.ts';
import { registerOrganisation } from '../organisation/organisation-routes.ts';
import { registerPerformance } from '../performance/performance-routes.ts';
import { EvidenceKeeper } from '../pictures/evidence-keeper.ts';
import { registerEvidence } from '../pictures/evidence-routes.ts';
import { PictureInbox } from '../pictures/picture-inbox.ts';
import { ensureDefaultPolicies } from '../policies/install-defaults.ts';
import { registerPolicies } from '../policies/policy-routes.ts';
import { ProcedureDriver } from '../procedures/procedure-driver.ts';
import { registerProcedures } from '../procedures/procedure-routes.ts';
import { registerQuarantine } from '../quarantine/quarantine-routes.ts';
import { registerReportJobs } from '../reports/report-job-routes.ts';
import { ReportJobs } from '../reports/report-jobs.ts';
import { registerReports } from '../reports/report-routes.ts';
import { registerRequestContext } from '../requests/context-routes.ts';
import { registerLeave } from '../requests/leave-routes.ts';
import { registerDutyLetters } from '../requests/letter-routes.ts';
import { registerRequests } from '../requests/request-routes.ts';
import { registerCorrections } from '../tpp/correction-routes.ts';
import { MonthRuns } from '../tpp/month-runs.ts';
import { registerMonthRuns } from '../tpp/run-routes.ts';
import { registerTpp } from '../tpp/tpp-routes.ts';
import { TrialJobs } from '../tpp/trial-jobs.ts';
import { registerTrials } from '../tpp/trial-routes.ts';
import { StatusRecorder } from '../units/record-status.ts';
import { registerRevocations } from '../units/revocation-routes.ts';
import { registerUnits } from '../units/unit-routes.ts';
import { registerProfile } from '../users/profile-routes.ts';
import { registerSession } from '../users/session-routes.ts';
import { registerUsers } from '../users/user-routes.ts';
import { answerProblems } from './answer-problems.ts';
import type { ApiDependencies, FeatureDependencies } from './api-dependencies.ts';
import type { App } from './app.ts';
import { Cleaning } from './cleaning.ts';
import { serializersOnFirstUse, validatorsOnFirstUse } from './compile-on-first-use.ts';
import { describeApi } from './describe-api.ts';
import { followAuthority } from './follow-authority.ts';
import { guardConnections } from './guard-connections.ts';
import { registerHealth } from './health-routes.ts';
import { HttpProblem } from './http-problem.ts';
import { refuseZeroBytes } from './refuse-zero-bytes.ts';
import { requireAccess } from './require-access.ts';
import { securityHeaders } from './security-headers.ts';
import { serveDashboard } from './serve-dashboard.ts';

export interface Api {
  /** Not listening yet: `app.listen` opens HTTPS, `app.routing` serves a plain listener beside it. */
  readonly app: App;
  /** Begins to record statuses, deliver rosters and feed live streams; before the broker starts. */
  start(): Promise<void>;
  /** Resolves when the statuses heard so far are stored and the rosters that follow from them are sent. */
  settled(): Promise<void>;
  /** Ends every stream and background work; the caller closes the database afterwards. */
  stop(): Promise<void>;
}

/** Requests of one address in a minute; a whole office may sit behind one. */
const REQUESTS_PER_ADDRESS = 3_000;

/** Builds the HTTPS application of the hub. Nothing listens and no background work runs before `start`. */
export async function createApi(given: ApiDependencies): Promise<Api> {
  // Eight are not enough to name every wrong field: one field that takes one of nine words has as many.
  Settings.Set({ maxErrors: 256 });
  const modelManifest = given.modelManifest ?? MODEL_MANIFEST_PATH;
  const dependencies: FeatureDependencies = {
    ...given,
    modelManifest,
    photos: given.photos ?? new PhotoProcess(join(given.config.assets, 'models'), modelManifest, given.log),
    now: given.now ?? (() => new Date()),
  };
  const { authority, database, log, transport, now } = dependencies;
  const app: App = Fastify({
    // A unit shows its certificate here too; whoever has none is a browser, and each route judges for itself.
    https: { ...tlsOf(authority), requestCert: true, rejectUnauthorized: false },
    loggerInstance: log,
    logController: new LogController({ disableRequestLogging: true }),
    // A reverse proxy on this machine says who is calling and whether it was over TLS; nobody else is believed.
    trustProxy: 'loopback',
    bodyLimit: 262_144,
    requestTimeout: 120_000,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
    schemaController: { compilersFactory: { buildSerializer: serializersOnFirstUse } },
  });
  followAuthority(app, authority);
  app.setValidatorCompiler(validatorsOnFirstUse);
  answerProblems(app);
  guardConnections(app, log);
  await app.register(helmet, securityHeaders);
  await app.register(cookie);
  await app.register(multipart);
  await app.register(rateLimit, {
    max: REQUESTS_PER_ADDRESS,
    timeWindow: '1 minute',
    errorResponseBuilder: (_, { ttl }) => {
      const seconds = Math.max(1, Math.ceil(ttl / 1000));
      return new HttpProblem(429, 'too-many-requests', `Terlalu banyak permintaan. Coba lagi dalam ${seconds} detik.`, {
        retryAfter: seconds,
      });
    },
  });
  await describeApi(app);
  requireAccess(app, dependencies);
  refuseZeroBytes(app);

  const feed = new LiveFeed(dependencies);
  const sender = new CommandSender(dependencies);
  const snapshots = new Snapshots(sender);
  const days = new DayKeeper(dependencies);
  const rosterKeeper = new RosterKeeper(dependencies, sender);
  const doorEnrolments = new DoorEnrolments(dependencies);
  const pictures = new PictureInbox(dependencies);
  pictures.onEnrolment(doorEnrolments.take);
  const evidence = new EvidenceKeeper(dependencies, (units) => sender.wakeUnits(units));
  const driver = new ProcedureDriver(dependencies, sender);
  const enrolment = new EnrolmentWork(dependencies, sender);
  const reportJobs = new ReportJobs(dependencies);
  const monthRuns = new MonthRuns(dependencies);
  const trials = new TrialJobs(dependencies);
  const imports = new ImportJobs(dependencies, (doors) => sender.wakeDoors(doors));
  const keeper = new AuthorityKeeper(dependencies, (units) => sender.wakeUnits(units));
  const statuses = new StatusRecorder({
    sql: database.sql,
    log,
    now,
    onRecorded: (units) => sender.reported(units),
  });

  registerHealth(app, dependencies);
  registerSession(app, dependencies);
  registerUsers(app, dependencies);
  registerProfile(app, dependencies);
  registerOpds(app, dependencies);
  registerDoors(app, dependencies);
  registerEmployees(app, dependencies, sender);
  registerFaces(app, dependencies, sender);
  enrolment.register(app);
  registerAuthority(app, dependencies, (units) => sender.wakeUnits(units));
  registerEst(app, dependencies);
  registerClaims(app, dependencies);
  registerRevocations(app, dependencies);
  registerUnits(app, dependencies);
  registerQuarantine(app, dependencies);
  registerCommands(app, dependencies, sender, snapshots);
  registerProcedures(app, dependencies, driver);
  registerSupervisors(app, dependencies, sender);
  registerAssisted(app, dependencies);
  registerDoorEnrolments(app, dependencies);
  registerEvidence(app, dependencies, evidence);
  registerPolicies(app, dependencies);
  registerOrganisation(app, dependencies, sender);
  registerDuty(app, dependencies);
  registerAlarms(app, dependencies);
  registerAttendance(app, dependencies);
  registerTpp(app, dependencies);
  registerCorrections(app, dependencies);
  registerMonthRuns(app, dependencies, monthRuns);
  registerTrials(app, dependencies, trials);
  registerFindings(app, dependencies);
  registerAssemblies(app, dependencies);
  registerDiscipline(app, dependencies);
  registerLetterheads(app, dependencies);
  registerReports(app, dependencies);
  registerReportJobs(app, dependencies, reportJobs);
  registerImports(app, dependencies, imports);
  registerRequests(app, dependencies);
  registerRequestContext(app, dependencies);
  registerLeave(app, dependencies);
  registerDutyLetters(app, dependencies);
  registerDelegations(app, dependencies);
  registerEvidenceFiles(app, dependencies);
  registerPerformance(app, dependencies);
  registerLive(app, dependencies, feed);
  await serveDashboard(app);
  const cleaning = new Cleaning(dependencies);
  const nightly = new NightlyEvaluation(dependencies);

  return {
    app,
    start: async () => {
      await ensureDefaultPolicies(database.db);
      transport.onStatus((unit, payload) => statuses.status(unit, payload));
      transport.onConnection((unit, connected) => {
        if (connected) sender.connected(unit);
        else sender.disconnected(unit);
        statuses.connection(unit, connected);
      });
      snapshots.listen(transport);
      pictures.start();
      evidence.start();
      await driver.start();
      await enrolment.start();
      await feed.start();
      await days.start();
      await keeper.start();
      cleaning.start();
      reportJobs.start();
      monthRuns.start();
      trials.start();
      imports.start();
      nightly.start();
      rosterKeeper.start();
      doorEnrolments.start();
    },
    settled: async () => {
      await statuses.settled();
      await pictures.settled();
      await driver.settled();
      await sender.settled();
      await days.settled();
    },
    stop: async () => {
      await app.close();
      await rosterKeeper.stop();
      await doorEnrolments.stop();
      await imports.stop();
      await reportJobs.stop();
      await cleaning.stop();
      await nightly.stop();
      await trials.stop();
      await monthRuns.stop();
      await pictures.stop();
      await evidence.stop();
      await keeper.stop();
      await days.stop();
      await feed.stop();
      await enrolment.stop();
      await driver.stop();
      await statuses.stop();
      await sender.stop();
      await dependencies.photos.stop();
    },
  };
}
