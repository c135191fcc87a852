import { fileTypeFromBuffer } from 'file-type';

export type FileCheck =
  | { readonly ok: true; readonly type: string; readonly name: string }
  | { readonly ok: false; readonly code: string; readonly message: string };

const ACCEPTED: Readonly<Record<string, string>> = {
  'application/pdf': 'pdf',
  'image/jpeg': 'jpg',
  'image/png': 'png',
};
const ADVICE: Readonly<Record<string, string>> = {
  'image/heic':
    'Foto HEIC (bawaan iPhone) tidak dapat dibuka semua komputer. Di iPhone pilih Pengaturan › Kamera › Format › Paling Kompatibel, atau kirim tangkapan layarnya.',
  'image/heif': 'Foto HEIF tidak dapat dibuka semua komputer. Simpan sebagai JPEG, lalu kirim lagi.',
  'image/webp': 'Simpan gambar WebP sebagai JPEG atau PNG, lalu kirim lagi.',
  'application/zip': 'Berkas ZIP tidak diterima. Kirim isinya satu per satu sebagai PDF, JPEG, atau PNG.',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document':
    'Dokumen Word tidak diterima. Simpan sebagai PDF, lalu kirim lagi.',
  'application/x-cfb': 'Dokumen Office lama tidak diterima. Simpan sebagai PDF, lalu kirim lagi.',
};
const LONGEST_NAME = 100;

/** Looks at the bytes and never at what the sender calls them. The name is made safe, with the ending of the true type. */
export async function checkFile(bytes: Uint8Array, givenName: string): Promise<FileCheck> {
  const said = safeName(givenName);
  if (bytes.byteLength === 0) return { ok: false, code: 'file-empty', message: `Berkas "${said}" kosong.` };
  const found = await fileTypeFromBuffer(bytes).catch(() => undefined);
  const type = found?.mime ?? 'unknown';
  const ending = ACCEPTED[type];
  if (ending === undefined)
    return {
      ok: false,
      code: 'file-type-refused',
      message: `Berkas "${said}": ${ADVICE[type] ?? 'hanya PDF, JPEG, dan PNG yang diterima. Simpan atau pindai ulang, lalu kirim lagi.'}`,
    };
  const base = said.replace(/\.[A-Za-z0-9]{1,5}$/, '').slice(0, LONGEST_NAME) || 'berkas';
  return { ok: true, type, name: `${base}.${ending}` };
}

/** Without folders, control characters, and those that turn the direction of what is written. */
function safeName(name: string): string {
  const last = name.normalize('NFC').split(/[\\/]/).at(-1) ?? '';
  const plain = last
    .replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Co}\p{Cs}]/gu, '')
    .replace(/[<>:"|?*;%`$]/g, '_')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/^\.+/, '');
  return [...plain].slice(0, LONGEST_NAME + 6).join('') || 'berkas';
}
