/**
 * Dot products of one query with many rows, four numbers at a time. JavaScript has no vector instructions, WebAssembly
 * has; this module is small enough to be assembled here. Its one function reads, in WebAssembly's text format:
 *
 *     (func (export "multiply") (param $row i32) (param $out i32) (param $outEnd i32) (param $query i32) (param $queryEnd i32)
 *       (local $q i32) (local $a v128) (local $b v128) (local $c v128) (local $d v128)
 *       (loop $rows
 *         (set $q $query) (set $a 0) (set $b 0) (set $c 0) (set $d 0)
 *         (loop $terms
 *           (set $a (f32x4.add $a (f32x4.mul (v128.load $q) (v128.load $row))))    ;; $b, $c, $d at +16, +32, +48
 *           (set $row (+ $row 64)) (set $q (+ $q 64))
 *           (br_if $terms (< $q $queryEnd)))
 *         (f32.store $out <the sum of the lanes of $a + $b + $c + $d>)
 *         (set $out (+ $out 4))
 *         (br_if $rows (< $out $outEnd))))
 *
 * Callers pass at least one row, and rows whose length is a multiple of 16 numbers.
 * Source: WebAssembly Core Specification 2.0, binary format.
 */
export interface DotProducts {
  /** Holds rows, query and results as float32, wherever the caller puts them. */
  readonly buffer: ArrayBuffer;
  /** All arguments are byte offsets into the buffer. */
  readonly multiply: (row: number, out: number, outEnd: number, query: number, queryEnd: number) => void;
}

/** As much of the WebAssembly interface as is used: its types come only with those of the browser. */
interface WebAssemblyApi {
  Memory: new (size: { initial: number }) => { readonly buffer: ArrayBuffer };
  Module: new (bytes: Uint8Array) => object;
  Instance: new (module: object, imports: object) => { readonly exports: Record<string, unknown> };
}

const PAGE_BYTES = 65_536;

export function createDotProducts(bytes: number): DotProducts {
  const { WebAssembly } = globalThis as unknown as { WebAssembly: WebAssemblyApi };
  const memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE_BYTES) });
  const instance = new WebAssembly.Instance(new WebAssembly.Module(assemble()), { host: { memory } });
  return { buffer: memory.buffer, multiply: instance.exports.multiply as DotProducts['multiply'] };
}

const ROW = 0;
const OUT = 1;
const OUT_END = 2;
const QUERY = 3;
const QUERY_END = 4;
const Q = 5;
const SUMS = [6, 7, 8, 9] as const;

const I32 = 0x7f;
const V128 = 0x7b;
const get = (local: number) => [0x20, local];
const set = (local: number) => [0x21, local];
const advance = (local: number, bytes: number) => [...get(local), 0x41, ...signed(bytes), 0x6a, ...set(local)];
const loadVector = (local: number, offset: number) => [...get(local), 0xfd, 0x00, 0x04, offset];
const ZERO_VECTOR = [0xfd, 0x0c, ...new Array<number>(16).fill(0)];
const ADD_VECTORS = [0xfd, 0xe4, 0x01];
const MULTIPLY_VECTORS = [0xfd, 0xe6, 0x01];
const lane = (local: number, index: number) => [...get(local), 0xfd, 0x1f, index];
const ADD = 0x92;
const STORE = [0x38, 0x02, 0x00];
const LESS = 0x49;
const LOOP = [0x03, 0x40];
const END = 0x0b;
/** Back to the start of the innermost loop. */
const REPEAT_IF = [0x0d, 0x00];

function body(): number[] {
  const [a, b, c, d] = SUMS;
  return [
    ...LOOP,
    ...get(QUERY),
    ...set(Q),
    ...SUMS.flatMap((sum) => [...ZERO_VECTOR, ...set(sum)]),
    ...LOOP,
    ...SUMS.flatMap((sum, i) => [
      ...get(sum),
      ...loadVector(Q, i * 16),
      ...loadVector(ROW, i * 16),
      ...MULTIPLY_VECTORS,
      ...ADD_VECTORS,
      ...set(sum),
    ]),
    ...advance(ROW, 64),
    ...advance(Q, 64),
    ...get(Q),
    ...get(QUERY_END),
    LESS,
    ...REPEAT_IF,
    END,
    ...get(a),
    ...get(b),
    ...ADD_VECTORS,
    ...get(c),
    ...get(d),
    ...ADD_VECTORS,
    ...ADD_VECTORS,
    ...set(a),
    ...get(OUT),
    ...lane(a, 0),
    ...lane(a, 1),
    ADD,
    ...lane(a, 2),
    ...lane(a, 3),
    ADD,
    ADD,
    ...STORE,
    ...advance(OUT, 4),
    ...get(OUT),
    ...get(OUT_END),
    LESS,
    ...REPEAT_IF,
    END,
  ];
}

function assemble(): Uint8Array<ArrayBuffer> {
  const locals = [2, 1, I32, SUMS.length, V128];
  const code = [...locals, ...body(), END];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 0x01, 0x00, 0x00, 0x00],
    ...section(1, [1, 0x60, 5, I32, I32, I32, I32, I32, 0]),
    ...section(2, [1, ...text('host'), ...text('memory'), 0x02, 0x00, 0x01]),
    ...section(3, [1, 0]),
    ...section(7, [1, ...text('multiply'), 0x00, 0]),
    ...section(10, [1, ...unsigned(code.length), ...code]),
  ]);
}

function section(id: number, content: readonly number[]): number[] {
  return [id, ...unsigned(content.length), ...content];
}

function text(value: string): number[] {
  const bytes = new TextEncoder().encode(value);
  return [bytes.length, ...bytes];
}

/** LEB128. */
function unsigned(value: number): number[] {
  return value < 0x80 ? [value] : [(value & 0x7f) | 0x80, ...unsigned(value >>> 7)];
}

/** LEB128 of a number that is not negative. */
function signed(value: number): number[] {
  return value < 0x40 ? [value] : [(value & 0x7f) | 0x80, ...signed(value >>> 7)];
}
