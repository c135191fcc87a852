import { describe, expect, it } from 'vitest';
import { actionsFor, requestFor } from './unit-actions.ts';

describe('what can be done to a unit', () => {
  it('offers a revoked unit nothing but the way back', () => {
    expect(actionsFor('revoked')).toEqual(['reactivate']);
  });

  it('always lets a stolen unit be shut out, also while it is in quarantine', () => {
    for (const state of ['well', 'silent', 'ailing', 'quarantined', 'retired'] as const)
      expect(actionsFor(state)).toContain('stolen');
  });

  it('asks the hub for a procedure, an order or a revocation', () => {
    expect(requestFor('move', 'unit-00000001', 'ramai', 'door')).toEqual({
      kind: 'procedure',
      body: { kind: 'move', unit: 'unit-00000001', door: 'door', reason: 'ramai' },
    });
    expect(requestFor('restart', 'unit-00000001', '', '')).toEqual({ kind: 'command', body: { do: 'restart' } });
    expect(requestFor('revoke', 'unit-00000001', 'hilang', '')).toEqual({ kind: 'revoke', reason: 'hilang' });
  });
});
