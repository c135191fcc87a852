import type { Decision, LifecyclePolicy, NewProcedure, Procedure, Procedures } from '@hadir/shared/api/procedures';
import type {
  Claim,
  NewCommand,
  QuarantineDecision,
  QuarantineDetail,
  Revocation,
  UnitHistory,
} from '@hadir/shared/api/units';
import type { Static } from 'typebox';

type Answer<Body> = { responses: { 200: { content: { 'application/json': Body } } } };
type Asked<Id> = { parameters: Id extends string ? { path: { id: string } } : { query?: never } };
type Sent<Body> = { requestBody: { content: { 'application/json': Body } } };
type Get<Body, Id = undefined> = { get: Asked<Id> & Answer<Body> };
type Post<Body, Result, Id = undefined> = { post: Asked<Id> & Sent<Body> & Answer<Result> };

/** The calls of a unit's life, typed by the contract. */
export interface LifePaths {
  '/api/units/{id}/history': Get<UnitHistory, string>;
  '/api/units/{id}/commands': Post<NewCommand, unknown, string>;
  '/api/units/{id}/snapshot': {
    post: Asked<string> & { responses: { 200: { content: { 'image/jpeg': Blob } } } };
  };
  '/api/units/{id}/revoke': Post<Static<typeof Revocation>, unknown, string>;
  '/api/procedures': Get<Static<typeof Procedures>> & Post<NewProcedure, Procedure>;
  '/api/procedures/{id}': Get<Procedure, string>;
  '/api/procedures/{id}/claim': { post: Asked<string> & Answer<Claim> };
  '/api/procedures/{id}/approve': Post<Static<typeof Decision>, Procedure, string>;
  '/api/procedures/{id}/refuse': Post<Static<typeof Decision>, Procedure, string>;
  '/api/procedures/{id}/cancel': Post<Static<typeof Decision>, Procedure, string>;
  '/api/lifecycle-policy': Get<LifecyclePolicy> & {
    put: { parameters: object } & Sent<LifecyclePolicy> & Answer<LifecyclePolicy>;
  };
  '/api/quarantine/{id}': Get<QuarantineDetail, string>;
  '/api/quarantine/{id}/decide': Post<Static<typeof QuarantineDecision>, QuarantineDetail, string>;
}
