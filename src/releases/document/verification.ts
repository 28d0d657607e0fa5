import { code, definitions, list, missing, paragraph, type Said, table, text } from './blocks.ts'
import type { Block } from './model.ts'
import type { ReleaseRecords } from './records.ts'

/** How a recipient proves that the update is the maker's and whole (`6.3/integrity`). */
export const verificationBlocks = (
  verification: ReleaseRecords['verification'],
): readonly Block[] => {
  if (verification === undefined)
    return [
      missing(
        'Where the update is, its files and how to verify them. Nothing is recorded.',
        'release manager',
      ),
    ]
  const { from, rootFingerprint, openPgpFingerprint, files } = verification
  return [
    paragraph('Verify the update before you install it. Do not install it if any step fails.'),
    ...list(true, steps(openPgpFingerprint !== undefined)),
    ...definitions([
      ['Available from', from],
      ['SHA-256 of root.json', rootFingerprint === undefined ? undefined : [code(rootFingerprint)]],
      [
        'OpenPGP fingerprint',
        openPgpFingerprint === undefined ? undefined : [code(openPgpFingerprint)],
      ],
    ]),
    ...(from === undefined ? [missing('Where users get the update.', 'release manager')] : []),
    ...(rootFingerprint === undefined
      ? [missing('The fingerprint of the root of trust.', 'release manager')]
      : []),
    ...(files.length === 0
      ? [missing('The files of the update with their hashes.', 'release manager')]
      : table(
          'Files of the update (SHA256SUMS)',
          [
            ['File', 5],
            ['Bytes', 3],
            ['SHA-256', 9],
          ],
          files.map((file) => [[code(file.name)], String(file.bytes), [code(file.sha256)]]),
        )),
  ]
}

const steps = (openPgp: boolean): readonly Said[] => [
  [
    text(
      'Once: compare the SHA-256 of root.json with the value below, and the value below with one that reached you by another way (by telephone, or in print with an earlier release).',
    ),
  ],
  [
    text('With the vulnerary command: '),
    code('vulnerary verify FILE --root root.json'),
    text('. It names each file that is not as signed.'),
  ],
  ...(openPgp
    ? [
        [
          text('Without it: '),
          code('gpg --verify SHA256SUMS.asc SHA256SUMS'),
          text(' with the key of the fingerprint below, then '),
          code('sha256sum --check SHA256SUMS'),
          text('. The second alone shows only that the files are whole, not whose they are.'),
        ],
      ]
    : []),
]
