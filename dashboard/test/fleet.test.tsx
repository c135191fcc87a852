// @vitest-environment jsdom
import { cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { UnitPage } from '../src/units/UnitPage.tsx';
import { UnitsPage } from '../src/units/UnitsPage.tsx';
import { renderPage } from './render-page.tsx';
import { serveSample } from './serve-sample.ts';

const shown = () => Number(screen.getByTestId('fleet').dataset.total);

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

describe('the fleet', () => {
  beforeEach(() => {
    window.scrollTo = () => {};
  });

  it('shows a thousand units a page at a time, those that need a look first', async () => {
    serveSample('fleet');
    await renderPage(<UnitsPage />);
    const rows = await screen.findAllByTestId('unit-card');
    expect(rows).toHaveLength(50);
    expect(rows[0]?.dataset.state).toBe('quarantined');
    expect(shown()).toBeGreaterThan(900);
  });

  it('narrows by state and by what is typed', async () => {
    serveSample('fleet');
    await renderPage(<UnitsPage />);
    await screen.findAllByTestId('unit-card');
    fireEvent.click(screen.getByTestId('fleet-filter-quarantined'));
    await waitFor(() => expect(shown()).toBe(11));
    fireEvent.change(screen.getByTestId('fleet-search'), { target: { value: 'unit-00000011' } });
    await waitFor(() => expect(screen.getAllByTestId('unit-card')).toHaveLength(1));
  });

  it('fetches revoked units only when somebody asks for those out of service', async () => {
    serveSample('fleet');
    await renderPage(<UnitsPage />);
    await screen.findAllByTestId('unit-card');
    fireEvent.click(screen.getByTestId('fleet-filter-gone'));
    await waitFor(() =>
      expect(screen.getAllByTestId('unit-card').map((row) => row.dataset.state)).toContain('revoked'),
    );
  });

  it('lets only BKD begin an installation', async () => {
    serveSample('morning');
    await renderPage(<UnitsPage />, { role: 'leader' });
    await screen.findAllByTestId('waiting-door');
    expect(screen.queryByTestId('start-install')).toBeNull();
  });
});

describe('the page of a unit', () => {
  const open = async (role: 'admin_bkd' | 'leader' = 'admin_bkd') => {
    const served = serveSample('fleet');
    const unit = served.region.units[20];
    await renderPage(<UnitPage />, { path: '/unit/:unit', address: `/unit/${unit?.id}`, role });
    await screen.findByTestId('unit-commands');
    return { ...served, unit };
  };

  it('shuts a stolen unit out only with a reason and after a tick', async () => {
    const { asked, unit } = await open();
    fireEvent.click(screen.getByTestId('action-stolen'));
    fireEvent.click(await screen.findByTestId('confirm-action'));
    await screen.findByText('Tuliskan alasannya, sedikitnya 3 huruf.');
    expect(asked).toEqual([]);
    fireEvent.change(screen.getByTestId('procedure-reason'), { target: { value: 'Dicuri malam tadi (contoh)' } });
    fireEvent.click(screen.getByTestId('understood'));
    fireEvent.click(screen.getByTestId('confirm-action'));
    await waitFor(() =>
      expect(asked).toEqual([
        {
          call: 'POST /api/procedures',
          body: { kind: 'stolen', unit: unit?.id, reason: 'Dicuri malam tadi (contoh)' },
        },
      ]),
    );
  });

  it('sends all settings at once and shows the order that waits', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByLabelText('Volume suara (persen)'), { target: { value: '25' } });
    fireEvent.click(screen.getByTestId('send-settings'));
    await waitFor(() => expect(asked[0]?.body).toEqual({ do: 'settings', settings: { volume: 0.25, language: 'id' } }));
    await waitFor(() => expect(screen.getAllByTestId('unit-command')[0]?.dataset.do).toBe('settings'));
  });

  it('refuses settings outside of their limits before the hub has to', async () => {
    const { asked } = await open();
    fireEvent.change(screen.getByLabelText('Kemiripan wajah paling rendah'), { target: { value: '1' } });
    fireEvent.click(screen.getByTestId('send-settings'));
    await screen.findByText('Isi antara 0,2 dan 0,9.');
    expect(asked).toEqual([]);
  });

  it('shows what the camera sees and lets go of it when it is closed', async () => {
    const revoked = vi.fn();
    URL.createObjectURL = () => 'blob:picture';
    URL.revokeObjectURL = revoked;
    await open();
    fireEvent.click(screen.getByTestId('take-snapshot'));
    expect((await screen.findByTestId('snapshot')).getAttribute('src')).toBe('blob:picture');
    fireEvent.click(screen.getByText('Tutup gambar'));
    expect(screen.queryByTestId('snapshot')).toBeNull();
    expect(revoked).toHaveBeenCalledWith('blob:picture');
  });

  it('lets a leader read, and do nothing', async () => {
    await open('leader');
    expect(within(screen.getByTestId('unit-bindings')).getAllByRole('listitem').length).toBeGreaterThan(0);
    for (const id of ['take-snapshot', 'send-settings', 'action-restart', 'action-stolen'])
      expect(screen.queryByTestId(id)).toBeNull();
  });
});
