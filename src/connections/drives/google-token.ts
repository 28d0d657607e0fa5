import { importPKCS8, SignJWT } from 'jose'
import { z } from 'zod'
import { DriveError } from '../../kernel/drive.ts'
import { secretSchema } from '../../kernel/secret.ts'
import type { DriveMeans } from './means.ts'
import { boundedText, type Web } from './web.ts'

/** The one thing that we ask for, and the most that we take. */
const readOnly = 'https://www.googleapis.com/auth/drive.readonly'

export const googleLogin = {
  /** The JSON key of a service account, with whom the folder is shared as reader. */
  serviceAccount: secretSchema.optional(),
  /** For domain-wide delegation: the mail address in whose name the service account comes. */
  actsFor: z.email().optional(),
  /** Instead of a service account: a refresh token that somebody granted with this scope alone. */
  refresh: z
    .strictObject({
      clientId: z.string().min(1).max(300),
      clientSecret: secretSchema,
      token: secretSchema,
    })
    .optional(),
}
export type GoogleLogin = z.output<z.ZodObject<typeof googleLogin>>

export interface GoogleAddresses {
  readonly tokenUrl: string
  readonly tokenInfoUrl: string
}

/** An access token, and what it is good for as Google itself says it. */
export interface GoogleToken {
  readonly token: string
  readonly scopes: readonly string[]
  readonly account: string
  /** Milliseconds since 1970. */
  readonly until: number
}

const keyFile = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3).max(300),
  private_key: z.string().min(1),
  private_key_id: z.string().optional(),
})
const granted = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: z.string().optional(),
})
const told = z.object({ scope: z.string(), email: z.string().optional() })
const refused = z.object({ error: z.string(), error_description: z.string().optional() })

/**
 * Gets a token by RFC 7523 (service account) or RFC 6749 section 6 (refresh token), then asks Google
 * what it is good for. Anything but reading is refused: a token that could change or delete would
 * make every promise about this source ours instead of Google's.
 */
export const getToken = async (
  web: Web,
  login: GoogleLogin,
  { tokenUrl, tokenInfoUrl }: GoogleAddresses,
  means: DriveMeans,
): Promise<GoogleToken> => {
  const { form, account } = await grantOf(login, tokenUrl, means)
  const answer = await web.ask({ url: new URL(tokenUrl), form })
  const body = jsonOf(await boundedText(answer))
  if (answer.status !== 200) throw notGranted(answer.status, body, login)
  const parsed = granted.safeParse(body)
  if (!parsed.success) throw unknownForm()
  const { access_token: token, expires_in: seconds, scope } = parsed.data
  const info = new URL(tokenInfoUrl)
  info.searchParams.set('access_token', token)
  const shown = await web.ask({ url: info })
  const known = told.safeParse(jsonOf(await boundedText(shown)))
  if (shown.status !== 200 || !known.success)
    throw new DriveError(
      'Google did not say what the token is good for, so nothing was read with it.',
      'The next look tries again. If it stays so, make new credentials.',
    )
  const scopes = [...new Set([...wordsOf(known.data.scope), ...wordsOf(scope ?? '')])].sort()
  refuseWider(scopes)
  return {
    token,
    scopes,
    account: known.data.email ?? account,
    until: means.clock() + seconds * 1_000,
  }
}

const refuseWider = (scopes: readonly string[]): void => {
  const wider = scopes.filter((scope) => scope !== readOnly)
  if (wider.length > 0)
    throw new DriveError(
      `Google granted more than reading: ${wider.join(', ').slice(0, 1_000)}. Nothing was read.`,
      `Make credentials with the scope ${readOnly} alone, and put them in place of these.`,
    )
  if (scopes.length === 0)
    throw new DriveError(
      'Google granted nothing that lets us read files.',
      `Make credentials with the scope ${readOnly}.`,
    )
}

const grantOf = async (
  login: GoogleLogin,
  tokenUrl: string,
  means: DriveMeans,
): Promise<{ readonly form: Readonly<Record<string, string>>; readonly account: string }> => {
  const { refresh, serviceAccount } = login
  if (refresh !== undefined)
    return {
      form: {
        grant_type: 'refresh_token',
        client_id: refresh.clientId,
        client_secret: await means.secret(refresh.clientSecret),
        refresh_token: await means.secret(refresh.token),
      },
      account: '',
    }
  if (serviceAccount === undefined) throw new Error('The settings name no credentials.')
  const key = keyFile.safeParse(jsonOf(await means.secret(serviceAccount)))
  if (!key.success)
    throw new DriveError(
      'The file of the service account is no key that Google gives out.',
      'Download the JSON key of the service account again, and put it where sources.yaml names it.',
    )
  return {
    form: {
      grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer',
      assertion: await assertionOf(key.data, login.actsFor, tokenUrl, means),
    },
    account: key.data.client_email,
  }
}

const assertionOf = async (
  key: z.output<typeof keyFile>,
  actsFor: string | undefined,
  audience: string,
  { clock }: DriveMeans,
): Promise<string> => {
  const now = Math.floor(clock() / 1_000)
  try {
    return await new SignJWT({
      scope: readOnly,
      ...(actsFor === undefined ? {} : { sub: actsFor }),
    })
      .setProtectedHeader({
        alg: 'RS256',
        typ: 'JWT',
        ...(key.private_key_id === undefined ? {} : { kid: key.private_key_id }),
      })
      .setIssuer(key.client_email)
      .setAudience(audience)
      .setIssuedAt(now)
      .setExpirationTime(now + 3_600)
      .sign(await importPKCS8(key.private_key, 'RS256'))
  } catch (cause) {
    throw new DriveError(
      'The private key of the service account cannot be used.',
      'Download the JSON key of the service account again.',
      { cause },
    )
  }
}

const notGranted = (status: number, body: unknown, { refresh }: GoogleLogin): DriveError => {
  const parsed = refused.safeParse(body)
  const { error, error_description: more = '' } = parsed.success
    ? parsed.data
    : { error: String(status) }
  const said = `Google granted no token (${error}${more === '' ? '' : `: ${more}`}).`.slice(
    0,
    1_000,
  )
  if (error === 'invalid_grant')
    return new DriveError(
      said,
      refresh === undefined
        ? 'See that the service account and its key still exist, and that the clock of this server is right.'
        : 'The refresh token has run out or was taken back: grant a new one with the same scope.',
    )
  return new DriveError(said, 'Correct the credentials that sources.yaml names.')
}

const unknownForm = (): DriveError =>
  new DriveError(
    'Google answered in a form that its documentation does not know.',
    'The next look tries again. If it stays so, tell us.',
  )

const wordsOf = (scope: string): readonly string[] => scope.split(/\s+/).filter((one) => one !== '')

export const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    // What is no JSON fits no schema: each caller says what that means.
    return undefined
  }
}
