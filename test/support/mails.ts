import { createMessage, encrypt, generateKey, readKey, sign } from 'openpgp'

/** A mail as it lies on the wire: headers in order, lines ended by CRLF. */
export const mailOf = (
  headers: Readonly<Record<string, string>>,
  body: string | readonly string[],
): string =>
  [
    ...Object.entries({
      From: '"Rita Researcher" <rita@university.example>',
      To: 'security@maker.example',
      Date: 'Mon, 05 Jan 2026 10:00:00 +0000',
      'MIME-Version': '1.0',
      ...headers,
    }).map(([name, value]) => `${name}: ${value}`),
    '',
    ...[body].flat(),
    '',
  ].join('\r\n')

/** Somebody with a key of their own, at this moment (milliseconds since 1970). */
export const aKeyHolder = async (email: string, now: number) => {
  const { privateKey } = await generateKey({
    userIDs: [{ name: 'Rita Researcher', email }],
    date: new Date(now),
    format: 'object',
  })
  return privateKey
}
export type KeyHolder = Awaited<ReturnType<typeof aKeyHolder>>

/** RFC 3156 section 4: the entity, encrypted to a key, and signed where somebody signs it. */
export const encryptedMail = async (
  headers: Readonly<Record<string, string>>,
  entity: string,
  to: string,
  now: number,
  signer?: KeyHolder,
): Promise<string> => {
  const armored = await encrypt({
    message: await createMessage({ binary: Buffer.from(entity) }),
    encryptionKeys: await readKey({ armoredKey: to }),
    date: new Date(now),
    ...(signer === undefined ? {} : { signingKeys: signer }),
  })
  return mailOf(
    {
      ...headers,
      'Content-Type':
        'multipart/encrypted; protocol="application/pgp-encrypted"; boundary="outside"',
    },
    [
      '--outside',
      'Content-Type: application/pgp-encrypted',
      '',
      'Version: 1',
      '',
      '--outside',
      'Content-Type: application/octet-stream; name="encrypted.asc"',
      '',
      ...armored.split(/\r?\n/),
      '--outside--',
    ],
  )
}

/** RFC 3156 section 5: the entity beside its signature. */
export const signedMail = async (
  headers: Readonly<Record<string, string>>,
  entity: string,
  signer: KeyHolder,
  now: number,
  changed = entity,
): Promise<string> => {
  const signature = await sign({
    message: await createMessage({ binary: Buffer.from(entity) }),
    signingKeys: signer,
    detached: true,
    date: new Date(now),
  })
  return mailOf(
    {
      ...headers,
      'Content-Type':
        'multipart/signed; micalg=pgp-sha512; protocol="application/pgp-signature"; boundary="outside"',
    },
    [
      '--outside',
      changed,
      '--outside',
      'Content-Type: application/pgp-signature; name="signature.asc"',
      '',
      ...signature.split(/\r?\n/),
      '--outside--',
    ],
  )
}
