import type { NewLetter } from '@hadir/shared/api/discipline';
import { answerOf } from '../api/answer-of.ts';
import type { HubClient } from '../api/create-hub-client.ts';

const at = (id: string) => ({ path: { id } });

/** What is filled in for any way to act on a case; each takes of it what it needs. */
export interface ActionInput {
  readonly note: string;
  /** YYYY-MM-DD. */
  readonly on: string;
  /** Code of the procedure's step. */
  readonly step: string;
  readonly into: string;
  readonly sanction: string | null;
  readonly number: string;
  readonly official: string;
  /** YYYY-MM, or empty. */
  readonly fromMonth: string;
}

export type ActionName =
  | 'accept'
  | 'reject'
  | 'merge'
  | 'step'
  | 'skip'
  | 'clarify'
  | 'act'
  | 'report'
  | 'decide'
  | 'deliver'
  | 'close';

/** Every way to act on a case, as the hub is asked for it. */
export function callAction(name: ActionName, hub: HubClient, id: string, given: ActionInput) {
  const { note, on, step, into, sanction, number, official, fromMonth } = given;
  const params = at(id);
  switch (name) {
    case 'accept':
      return answerOf(hub.POST('/api/discipline/cases/{id}/accept', { params, body: { note } }));
    case 'reject':
      return answerOf(hub.POST('/api/discipline/cases/{id}/reject', { params, body: { note } }));
    case 'merge':
      return answerOf(hub.POST('/api/discipline/cases/{id}/merge', { params, body: { note, into } }));
    case 'step':
      return answerOf(
        hub.POST('/api/discipline/cases/{id}/step', { params, body: { step, on, ...(note && { note }) } }),
      );
    case 'skip':
      return answerOf(hub.POST('/api/discipline/cases/{id}/skip', { params, body: { step, note } }));
    case 'clarify':
      return answerOf(hub.POST('/api/discipline/cases/{id}/clarify', { params, body: { on, note } }));
    case 'act':
      return answerOf(hub.POST('/api/discipline/cases/{id}/act', { params, body: { on, note } }));
    case 'report':
      return answerOf(hub.POST('/api/discipline/cases/{id}/report', { params, body: { on, note } }));
    case 'decide':
      return answerOf(
        hub.POST('/api/discipline/cases/{id}/decide', { params, body: { sanction, number, official, on } }),
      );
    case 'deliver':
      return answerOf(
        hub.POST('/api/discipline/cases/{id}/deliver', { params, body: { on, ...(fromMonth && { fromMonth }) } }),
      );
    case 'close':
      return answerOf(hub.POST('/api/discipline/cases/{id}/close', { params, body: { note } }));
  }
}

export function callLetter(hub: HubClient, id: string, body: NewLetter) {
  return answerOf(hub.POST('/api/discipline/cases/{id}/letters', { params: at(id), body }));
}
