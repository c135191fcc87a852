import { Code, Day, Percent, Time } from '@hadir/shared/api/policies/policy-terms';
import type { FieldProblem } from '../http/http-problem.ts';

/** Those words of JSON Schema that the documents of policies are written in. */
export interface FormSchema {
  readonly type?: string;
  readonly const?: unknown;
  readonly anyOf?: readonly FormSchema[];
  readonly properties?: Readonly<Record<string, FormSchema>>;
  readonly required?: readonly string[];
  readonly patternProperties?: Readonly<Record<string, FormSchema>>;
  readonly items?: FormSchema;
  readonly minItems?: number;
  readonly maxItems?: number;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
}

const MOST = 100;
const TYPES: Readonly<Record<string, string>> = {
  integer: 'Isi dengan bilangan bulat',
  string: 'Isi dengan teks',
  boolean: 'Isi dengan ya atau tidak (true atau false)',
  array: 'Isi dengan daftar',
  object: 'Isi dengan kelompok isian',
  null: 'Kosongkan (null)',
};
const CODE = 'Pakai huruf, angka, tanda - atau _, tanpa spasi, diawali huruf atau angka, paling banyak 40.';
const PATTERNS: ReadonlyMap<string | undefined, string> = new Map([
  [patternOf(Day), 'Tulis tanggal sebagai tahun-bulan-tanggal, misalnya 2026-12-31.'],
  [patternOf(Time), 'Tulis jam sebagai 07:30, dari 00:00 sampai 23:59.'],
  [patternOf(Percent), 'Tulis persen 0 sampai 100 dengan titik, paling banyak empat angka sesudahnya, misalnya 1.25.'],
  [patternOf(Code), CODE],
]);

function patternOf(schema: FormSchema): string | undefined {
  return schema.pattern;
}

/**
 * What is wrong with the form of a policy, each field once and in Bahasa Indonesia. Of a choice between several forms
 * only the one that was meant is judged, by its `kind`; fields that nobody reads are named, since they are misspelt.
 * @returns at most 100, with fields as forms name them: `document.schedules.0.toleranceMinutes`.
 */
export function findFormProblems(schema: FormSchema, value: unknown): FieldProblem[] {
  const problems: FieldProblem[] = [];
  judge(schema, value, '', problems);
  return problems;
}

function judge(schema: FormSchema, value: unknown, field: string, problems: FieldProblem[], orNull = ''): void {
  if (problems.length >= MOST) return;
  const say = (message: string) => void problems.push({ field: field === '' ? '(isi)' : field, message });
  if (schema.anyOf !== undefined) judgeChoice(schema.anyOf, value, field, problems);
  else if (schema.const !== undefined) {
    if (value !== schema.const) say(`Harus "${String(schema.const)}".`);
  } else if (!isOfType(schema.type, value))
    say(`${TYPES[schema.type ?? ''] ?? 'Nilainya tidak dapat diterima'}${orNull}.`);
  else if (typeof value === 'string') judgeText(schema, value, say);
  else if (typeof value === 'number') judgeNumber(schema, value, say);
  else if (Array.isArray(value)) judgeList(schema, value, field, problems);
  else if (typeof value === 'object' && value !== null) judgeObject(schema, value, field, problems);
}

function judgeList(
  { minItems = 0, maxItems = Number.POSITIVE_INFINITY, items }: FormSchema,
  list: readonly unknown[],
  field: string,
  problems: FieldProblem[],
): void {
  if (list.length < minItems) problems.push({ field, message: `Paling sedikit ${minItems} butir.` });
  if (list.length > maxItems) problems.push({ field, message: `Paling banyak ${maxItems} butir.` });
  if (items === undefined) return;
  list.forEach((entry, index) => {
    judge(items, entry, join(field, index), problems);
  });
}

function judgeObject(schema: FormSchema, value: object, field: string, problems: FieldProblem[]): void {
  const { properties = {}, patternProperties = {}, required = [] } = schema;
  for (const [name, inner] of Object.entries(properties)) {
    if (Object.hasOwn(value, name)) judge(inner, value[name as keyof typeof value], join(field, name), problems);
    else if (required.includes(name)) problems.push({ field: join(field, name), message: 'Wajib diisi.' });
  }
  const [keys] = Object.entries(patternProperties);
  for (const [name, entry] of Object.entries(value)) {
    if (Object.hasOwn(properties, name) || problems.length >= MOST) continue;
    const shown = join(field, name.replace(/[\p{Cc}\p{Cs}]/gu, '').slice(0, 60));
    if (keys === undefined)
      problems.push({ field: shown, message: 'Isian ini tidak dikenal. Hapus, atau perbaiki ejaannya.' });
    else if (!new RegExp(keys[0], 'u').test(name) || name in Object.prototype)
      problems.push({ field: shown, message: `Kode ini tidak dapat dipakai. ${CODE}` });
    else judge(keys[1], entry, shown, problems);
  }
}

/** Of several forms: nothing or something, one of some words, or one of some kinds of objects. */
function judgeChoice(choices: readonly FormSchema[], value: unknown, field: string, problems: FieldProblem[]): void {
  const say = (message: string) => void problems.push({ field, message });
  const some = choices.filter(({ type }) => type !== 'null');
  const nullable = some.length < choices.length;
  if (value === null && nullable) return;
  const orNull = nullable ? ', atau kosongkan' : '';
  const words = some.map((choice) => choice.const);
  const [only] = some;
  if (some.length === 1 && only !== undefined) judge(only, value, field, problems, orNull);
  else if (!words.includes(undefined)) {
    if (!words.includes(value)) say(`Pilih salah satu: ${words.join(', ')}${orNull}.`);
  } else if (typeof value !== 'object' || value === null) say(`${TYPES.object}${orNull}.`);
  else {
    const kinds = some.map(({ properties }) => properties?.kind?.const);
    const meant = 'kind' in value ? some[kinds.indexOf(value.kind)] : undefined;
    if (meant !== undefined) judge(meant, value, field, problems);
    else problems.push({ field: join(field, 'kind'), message: `Pilih salah satu: ${kinds.join(', ')}.` });
  }
}

function judgeText(
  { minLength = 0, maxLength, pattern }: FormSchema,
  text: string,
  say: (message: string) => void,
): void {
  if (minLength > 0 && text.trim() === '') say('Wajib diisi.');
  else if (pattern !== undefined && !new RegExp(pattern, 'u').test(text))
    say(PATTERNS.get(pattern) ?? 'Bentuknya tidak sesuai.');
  else if (maxLength !== undefined && text.length > maxLength) say(`Paling banyak ${maxLength} karakter.`);
  else if (/\p{Cs}|[^\P{Cc}\t\n\r]/u.test(text))
    say('Berisi huruf yang tidak terlihat atau rusak. Hapus, lalu ketik ulang.');
}

function judgeNumber({ minimum, maximum }: FormSchema, number: number, say: (message: string) => void): void {
  if (minimum !== undefined && number < minimum) say(`Paling kecil ${minimum}.`);
  else if (maximum !== undefined && number > maximum) say(`Paling besar ${maximum}.`);
}

function isOfType(type: string | undefined, value: unknown): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'array':
      return Array.isArray(value);
    case 'null':
      return value === null;
    case 'object':
      return typeof value === 'object' && value !== null && !Array.isArray(value);
    default:
      return typeof value === type;
  }
}

function join(field: string, name: string | number): string {
  return field === '' ? String(name) : `${field}.${name}`;
}
