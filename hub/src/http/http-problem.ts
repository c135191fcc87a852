import type { Problem } from '@hadir/shared/api/problem';

export interface FieldProblem {
  field: string;
  message: string;
}

interface ProblemDetails {
  fields?: FieldProblem[] | undefined;
  /** Members beside those of RFC 9457 that this kind of problem carries. */
  extra?: Record<string, unknown> | undefined;
  /** Seconds until it makes sense to ask again. */
  retryAfter?: number | undefined;
  /** How to authenticate: the header www-authenticate of a 401. */
  challenge?: string | undefined;
  cause?: unknown;
}

const titles: Record<number, string> = {
  400: 'Permintaan tidak sah',
  401: 'Belum masuk',
  403: 'Tidak berwenang',
  404: 'Tidak ditemukan',
  409: 'Bertentangan dengan data yang ada',
  413: 'Terlalu besar',
  415: 'Jenis isi tidak dikenal',
  422: 'Data tidak dapat diterima',
  429: 'Terlalu banyak permintaan',
  500: 'Kesalahan di server',
  503: 'Layanan belum siap',
};

/** An answer other than success. Thrown by route handlers only; `answerProblems` turns it into the response. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  readonly details: ProblemDetails;

  /** @param code stable, for programs. @param detail for people, in Bahasa Indonesia, saying what to do; never a secret. */
  constructor(status: number, code: string, detail: string, details: ProblemDetails = {}) {
    super(detail, { cause: details.cause });
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
    this.details = details;
  }

  toJSON(): Problem & Record<string, unknown> {
    return {
      ...this.details.extra,
      type: `urn:hadir:problem:${this.code}`,
      title: titles[this.status] ?? 'Permintaan tidak dapat dipenuhi',
      status: this.status,
      detail: this.message,
      code: this.code,
      ...(this.details.fields ? { fields: this.details.fields } : {}),
    };
  }
}

/** A single field whose value was understood and cannot be accepted. */
export function fieldProblem(code: string, field: string, message: string, status: 409 | 422 = 422): HttpProblem {
  return new HttpProblem(status, code, message, { fields: [{ field, message }] });
}

export function notFound(what: string): HttpProblem {
  return new HttpProblem(404, 'not-found', `${what} tidak ditemukan. Periksa alamatnya atau muat ulang halaman.`);
}

export function forbidden(detail = 'Peran Anda tidak boleh melihat atau mengubah ini.'): HttpProblem {
  return new HttpProblem(403, 'forbidden', detail);
}
