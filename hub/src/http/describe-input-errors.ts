import type { FastifySchemaValidationError } from 'fastify';
import type { FieldProblem } from './http-problem.ts';

type InputError = Pick<FastifySchemaValidationError, 'keyword' | 'instancePath' | 'params'>;

/** Says for each field that failed its schema what is wrong with it, once and in Bahasa Indonesia. */
export function describeInputErrors(errors: readonly InputError[]): FieldProblem[] {
  const fields = new Map<string, string>();
  for (const error of errors) {
    const path = error.instancePath.replace(/^\//, '').replaceAll('/', '.');
    if (error.keyword === 'required') {
      for (const name of requiredNames(error.params))
        fields.set(path === '' ? name : `${path}.${name}`, 'Wajib diisi.');
    } else {
      // The last error of a union says that none of its members matched, which is what the reader wants to know.
      fields.set(path === '' ? '(isi)' : path, message(error));
    }
  }
  return [...fields].map(([field, text]) => ({ field, message: text }));
}

function requiredNames(params: Record<string, unknown>): string[] {
  const names = params.requiredProperties;
  return Array.isArray(names) ? names.map(String) : [];
}

function message({ keyword, params }: InputError): string {
  const limit = String(params.limit);
  switch (keyword) {
    case 'minLength':
      return limit === '1' ? 'Wajib diisi.' : `Paling sedikit ${limit} karakter.`;
    case 'maxLength':
      return `Paling banyak ${limit} karakter.`;
    case 'minimum':
    case 'exclusiveMinimum':
      return `Paling kecil ${limit}.`;
    case 'maximum':
    case 'exclusiveMaximum':
      return `Paling besar ${limit}.`;
    case 'minItems':
      return `Paling sedikit ${limit} butir.`;
    case 'maxItems':
      return `Paling banyak ${limit} butir.`;
    case 'anyOf':
    case 'const':
    case 'enum':
      return 'Nilainya tidak termasuk pilihan yang ada.';
    case 'pattern':
    case 'format':
      return 'Bentuknya tidak sesuai.';
    case 'additionalProperties':
      return 'Ada isian yang tidak dikenal.';
    case 'type':
      return `Isi dengan ${[params.type].flat().map(typeWord).join(' atau ')}.`;
    default:
      return 'Nilainya tidak dapat diterima.';
  }
}

const TYPES = new Map<unknown, string>([
  ['integer', 'bilangan bulat'],
  ['number', 'angka'],
  ['string', 'teks'],
  ['boolean', 'ya atau tidak (true atau false)'],
  ['array', 'daftar'],
  ['object', 'kelompok isian'],
  ['null', 'kosong (null)'],
]);

function typeWord(type: unknown): string {
  return TYPES.get(type) ?? String(type);
}
