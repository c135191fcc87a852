import type { NewProcedure } from '@hadir/shared/api/procedures';
import type { NewCommand } from '@hadir/shared/api/units';
import type { UnitJudgement } from './judge-unit.ts';

/** What can be done to a unit from afar, the gentlest first. */
const ACTIONS = ['restart', 'replace', 'move', 'retire', 'reactivate', 'stolen', 'revoke', 'wipe'] as const;
export type UnitAction = (typeof ACTIONS)[number];

/** What the hub is asked for when the action is confirmed. */
export type ActionRequest =
  | { readonly kind: 'procedure'; readonly body: NewProcedure }
  | { readonly kind: 'command'; readonly body: NewCommand }
  | { readonly kind: 'revoke'; readonly reason: string };

/** Nothing brings back what these take away. */
const FINAL: readonly UnitAction[] = ['stolen', 'revoke', 'wipe'];

/** Those that a procedure under way keeps away. Shutting a unit out waits for nothing. */
const PATIENT: readonly UnitAction[] = ['replace', 'move', 'retire', 'reactivate', 'wipe'];

export function isFinal(action: UnitAction): boolean {
  return FINAL.includes(action);
}

export function waitsForOthers(action: UnitAction): boolean {
  return PATIENT.includes(action);
}

/** @returns what makes sense for a unit in this state; the hub decides again. */
export function actionsFor(state: UnitJudgement['state']): UnitAction[] {
  switch (state) {
    case 'revoked':
      return ['reactivate'];
    case 'retired':
      return ['move', 'reactivate', 'restart', 'stolen', 'revoke', 'wipe'];
    case 'quarantined':
      return ['replace', 'reactivate', 'stolen', 'revoke', 'wipe'];
    default:
      return [...ACTIONS];
  }
}

/** @param door where the unit goes; only a move has one. */
export function requestFor(action: UnitAction, unit: string, reason: string, door: string): ActionRequest {
  switch (action) {
    case 'restart':
      return { kind: 'command', body: { do: 'restart' } };
    case 'wipe':
      return { kind: 'command', body: { do: 'wipe', reason } };
    case 'revoke':
      return { kind: 'revoke', reason };
    case 'move':
      return { kind: 'procedure', body: { kind: 'move', unit, door, reason } };
    default:
      return { kind: 'procedure', body: { kind: action, unit, reason } };
  }
}
