// @vitest-environment jsdom

import { createHash } from 'node:crypto';
import { generateSigningKey, signJws } from '@hadir/shared/journal/node-signature';
import { cleanup, fireEvent, screen } from '@testing-library/react';
import { afterEach, describe, expect, it } from 'vitest';
import { renderPage } from '../../test/render-page.tsx';
import { EntryCard } from './EntryCard.tsx';

const key = generateSigningKey();
const facts = {
  unit: 'unit-0000abcd',
  binding: 1,
  seq: 42,
  type: 'punch',
  door: 'd',
  seenAt: '2026-11-22T22:28:41.087Z',
};
const jws = signJws('hadir-entry', key, { ...facts, employee: 'e' });
const entry = {
  ...facts,
  doorName: 'Utama',
  receivedAt: '2026-11-22T22:28:42.000Z',
  hash: createHash('sha256').update(jws, 'ascii').digest('base64url'),
  jws,
  publicKey: key.publicKey,
  kid: key.kid,
};

describe('EntryCard', () => {
  afterEach(cleanup);

  it('verifies in the browser and says what was proven and what was not', async () => {
    await renderPage(<EntryCard entry={entry} employee="e" zone="Asia/Jayapura" />);
    fireEvent.click(screen.getByTestId('verify-button'));
    const result = await screen.findByTestId('verify-result');
    expect(result.dataset.outcome).toBe('valid');
    expect(result.textContent).toContain('Yang terbukti');
    expect(result.textContent).toContain('Yang tidak dibuktikan');
  });

  it('names the check that failed', async () => {
    await renderPage(<EntryCard entry={{ ...entry, hash: 'A'.repeat(43) }} employee="e" zone="Asia/Jayapura" />);
    fireEvent.click(screen.getByTestId('verify-button'));
    const result = await screen.findByTestId('verify-result');
    expect(result.dataset.outcome).toBe('invalid');
    expect(result.textContent).toContain('Gagal: Hash');
    expect(result.querySelector('[data-check="hash"]')?.getAttribute('data-result')).toBe('failed');
  });
});
