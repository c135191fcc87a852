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
  /** Of a sanction where no ladder is set: its name and its rule; empty for none. */
  readonly unlistedName: string;
  readonly unlistedClause: string;
}

export type ActionName =
  | 'accept'
  | 'reject'
  | 'merge'
  | 'step'
  | 'skip'
  | 'undo'
  | 'clarify'
  | 'act'
  | 'report'
  | 'decide'
  | 'deliver'
  | 'revoke'
  | 'close';

/** Every way to act on a case, as the hub is asked for it. */
export function callAction(name: ActionName, hub: HubClient, id: string, given: ActionInput) {
  const { note, on, step, into, sanction, number, official, fromMonth, unlistedName, unlistedClause } = given;
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
    case 'undo':
      return answerOf(hub.POST('/api/discipline/cases/{id}/undo', { params, body: { step, note } }));
    case 'clarify':
      return answerOf(hub.POST('/api/discipline/cases/{id}/clarify', { params, body: { on, note } }));
    case 'act':
      return answerOf(hub.POST('/api/discipline/cases/{id}/act', { params, body: { on, note } }));
    case 'report':
      return answerOf(hub.POST('/api/discipline/cases/{id}/report', { params, body: { on, note } }));
    case 'decide': {
      const unlisted = { name: unlistedName, clause: unlistedClause };
      const body = { sanction, number, official, on, ...(unlistedName !== '' && { unlisted }) };
      return answerOf(hub.POST('/api/discipline/cases/{id}/decide', { params, body }));
    }
    case 'revoke':
      return answerOf(hub.POST('/api/discipline/cases/{id}/revoke', { params, body: { number, official, on, note } }));
    case 'deliver':
      return answerOf(
        hub.POST('/api/discipline/cases/{id}/deliver', { params, body: { on, ...(fromMonth && { fromMonth }) } }),
      );
    case 'close':
      return answerOf(hub.POST('/api/discipline/cases/{id}/close', { params, body: { note } }));
  }
}

export function callWithdraw(hub: HubClient, letter: string, note: string) {
  return answerOf(hub.POST('/api/discipline/letters/{id}/withdraw', { params: at(letter), body: { note } }));
}

/** @returns the letter as it would be made, a PDF. */
export async function callPreview(hub: HubClient, id: string, body: NewLetter): Promise<Blob> {
  const call = hub.POST('/api/discipline/cases/{id}/letters/preview', { params: at(id), body, parseAs: 'blob' });
  return (await answerOf(call)) as unknown as Blob;
}

export function callLetter(hub: HubClient, id: string, body: NewLetter) {
  return answerOf(hub.POST('/api/discipline/cases/{id}/letters', { params: at(id), body }));
}
