import type { Decision, LifecyclePolicy, NewProcedure, Procedure, Procedures } from '@hadir/shared/api/procedures';
import type {
  Claim,
  NewCommand,
  Quarantine,
  QuarantineDecided,
  QuarantineDecision,
  QuarantineDetail,
  QuarantineState,
  Revocation,
  UnitHistory,
  Units,
} from '@hadir/shared/api/units';
import type { Static } from 'typebox';

type Answer<Body> = { responses: { 200: { content: { 'application/json': Body } } } };
type Asked<Id, Query = object> = {
  parameters: (Id extends string ? { path: { id: string } } : object) & { query?: Query };
};
type Sent<Body> = { requestBody: { content: { 'application/json': Body } } };
type Get<Body, Id = undefined, Query = object> = { get: Asked<Id, Query> & Answer<Body> };
type Post<Body, Result, Id = undefined> = { post: Asked<Id> & Sent<Body> & Answer<Result> };

/** The calls of a unit's life, typed by the contract. */
export interface LifePaths {
  '/api/units/{id}/history': Get<UnitHistory, string>;
  '/api/units/{id}/commands': Post<NewCommand, unknown, string>;
  '/api/units/{id}/snapshot': {
    post: Asked<string> & { responses: { 200: { content: { 'image/jpeg': Blob } } } };
  };
  '/api/units/{id}/revoke': Post<Static<typeof Revocation>, unknown, string>;
  '/api/procedures': Get<Static<typeof Procedures>, undefined, { open?: boolean; limit?: number }> &
    Post<NewProcedure, Procedure>;
  '/api/procedures/{id}': Get<Procedure, string>;
  '/api/procedures/{id}/claim': { post: Asked<string> & Answer<Claim> };
  '/api/procedures/{id}/approve': Post<Static<typeof Decision>, Procedure, string>;
  '/api/procedures/{id}/refuse': Post<Static<typeof Decision>, Procedure, string>;
  '/api/procedures/{id}/cancel': Post<Static<typeof Decision>, Procedure, string>;
  '/api/lifecycle-policy': Get<LifecyclePolicy> & {
    put: { parameters: object } & Sent<LifecyclePolicy> & Answer<LifecyclePolicy>;
  };
  '/api/units': Get<Units, undefined, { state?: 'all' }>;
  '/api/quarantine': Get<
    Quarantine,
    undefined,
    { unit?: string; decision?: QuarantineState; limit?: number; before?: string }
  >;
  '/api/quarantine/{id}': Get<QuarantineDetail, string, { after?: number; limit?: number }>;
  '/api/quarantine/{id}/decide': Post<Static<typeof QuarantineDecision>, QuarantineDecided, string>;
}
