/** How many bytes of a file tell what it is. */
export const sniffedBytes = 512

const magic: readonly (readonly [bytes: string, name: string])[] = [
  ['%PDF-', 'PDF document'],
  ['PK\u0003\u0004', 'Zip archive (an Office document, too, is one)'],
  ['\u00d0\u00cf\u0011\u00e0\u00a1\u00b1\u001a\u00e1', 'Old Office document (may hold macros)'],
  ['MZ', 'Windows program'],
  ['\u007fELF', 'Linux program'],
  ['\u00ca\u00fe\u00ba\u00be', 'Java or macOS program'],
  ['#!', 'Script'],
  ['\u0089PNG\r\n', 'PNG image'],
  ['\u00ff\u00d8\u00ff', 'JPEG image'],
  ['GIF8', 'GIF image'],
  ['\u001f\u008b', 'Gzip archive'],
  ['7z\u00bc\u00af', '7-Zip archive'],
  ['Rar!', 'RAR archive'],
  ['{\\rtf', 'RTF document'],
  ['\u0000\u0000\u0000\u0001', 'Binary data'],
]

/** In plain words what the first bytes say, whatever the file's name says. Never runs a parser. */
export const looksLike = (start: Uint8Array): string => {
  if (start.length === 0) return 'Empty file'
  const text = Buffer.from(start.subarray(0, sniffedBytes)).toString('latin1')
  const known = magic.find(([bytes]) => text.startsWith(bytes))
  if (known !== undefined) return known[1]
  // PS3.10 of DICOM: a preamble of 128 bytes, then DICM.
  if (text.startsWith('DICM', 128)) return 'DICOM image (may hold data of a patient)'
  if (/^\s*(<!doctype html|<html|<script)/i.test(text)) return 'Web page (may hold script)'
  if (/^(from |received:|return-path:|delivered-to:|mime-version:)/i.test(text)) return 'Mail'
  return /[\u0000-\u0008\u000e-\u001a]/.test(text) ? 'Binary data' : 'Text'
}
