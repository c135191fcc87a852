import { describe, expect, it } from 'vitest';
import { ApiProblem } from './api-problem.ts';
import { fieldErrors } from './field-errors.ts';

const problem = (fields: { field: string; message: string }[]) =>
  new ApiProblem({ type: 'urn:x', title: 'x', status: 422, code: 'x', detail: 'x', fields });

describe('fieldErrors', () => {
  it('gives each field of the form its message, however the hub writes the path', () => {
    const error = problem([
      { field: 'nip', message: 'NIP harus 18 angka.' },
      { field: '/body/name', message: 'Isi namanya.' },
      { field: 'other', message: 'x' },
    ]);
    expect(fieldErrors(error, ['nip', 'name'])).toEqual({ nip: 'NIP harus 18 angka.', name: 'Isi namanya.' });
  });

  it('says nothing about fields when the hub did not answer', () => {
    expect(fieldErrors(new TypeError('Failed to fetch'), ['nip'])).toEqual({});
  });
});
