import { z } from 'zod'
import {
  type Drive,
  DriveError,
  type DriveFile,
  DriveFileError,
  type LeftOut,
} from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { isProtected } from '../../kernel/protected-address.ts'
import { type GoogleToken, getToken, googleLogin, jsonOf } from './google-token.ts'
import type { DriveMeans } from './means.ts'
import { boundedText, createWeb, piecesOf } from './web.ts'

const address = z
  .string()
  .max(300)
  .refine(isProtected, 'Write an address that begins with https://.')
const fileId = z.string().regex(/^[\w-]{1,200}$/)

/** A folder of Google Drive, by the id at the end of its address in the browser. */
export const googleDriveSettings = {
  kind: z.literal('google-drive'),
  folder: fileId,
  ...googleLogin,
  /** Google's own; others are for tests and for whoever goes through a gateway. */
  url: address.default('https://www.googleapis.com'),
  tokenUrl: address.default('https://oauth2.googleapis.com/token'),
  tokenInfoUrl: address.default('https://oauth2.googleapis.com/tokeninfo'),
}
export type GoogleDriveSettings = z.output<z.ZodObject<typeof googleDriveSettings>>

export const googleDriveExample = `#   - kind: google-drive
#     name: drafts
#     folder: 1a2B3c4D5e6F7g8H9i0J
#     serviceAccount: { file: google-reader.json }
`

const fields = 'id,name,mimeType,md5Checksum,size,modifiedTime'
const listing = z.object({
  nextPageToken: z.string().optional(),
  files: z.array(
    z.object({
      id: fileId,
      name: z.string(),
      mimeType: z.string(),
      md5Checksum: z.string().max(64).optional(),
      size: z.coerce.number().int().nonnegative().optional(),
      modifiedTime: z.string().max(40).default(''),
    }),
  ),
})
type Listed = z.output<typeof listing>['files'][number]
const startPage = z.object({ startPageToken: z.string().max(200) })
const changes = z.object({
  newStartPageToken: z.string().max(200).optional(),
  nextPageToken: z.string().max(200).optional(),
  changes: z.array(z.unknown()),
})

const native = 'application/vnd.google-apps.'
/** What Google keeps in a form of its own is exported in one that is read. */
const exports: Readonly<Record<string, { readonly as: string; readonly end: string }>> = {
  document: {
    as: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    end: '.docx',
  },
  spreadsheet: {
    as: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    end: '.xlsx',
  },
  presentation: { as: 'application/pdf', end: '.pdf' },
  drawing: { as: 'application/pdf', end: '.pdf' },
}

/** Drive API v3 (developers.google.com/drive/api/reference/rest/v3), of which only reading is spoken. */
export const openGoogleDrive = (settings: GoogleDriveSettings, means: DriveMeans): Drive => {
  const web = createWeb('Google Drive')
  let kept: GoogleToken | undefined
  const token = async (): Promise<GoogleToken> => {
    // A minute before its end it is as good as over.
    if (kept === undefined || kept.until - 60_000 <= means.clock())
      kept = await getToken(web, settings, settings, means)
    return kept
  }
  const ask = async (
    path: string,
    query: Readonly<Record<string, string>>,
    milliseconds: number = limits.source.milliseconds,
  ): Promise<Response> => {
    const url = new URL(`${settings.url.replace(/\/+$/, '')}/drive/v3/${path}`)
    url.search = new URLSearchParams({ ...query, supportsAllDrives: 'true' }).toString()
    for (let again = false; ; again = true) {
      const { token: bearer } = await token()
      const headers = { authorization: `Bearer ${bearer}` }
      const answer = await web.ask({ url, headers, milliseconds })
      if (answer.status !== 401) return answer
      await answer.body?.cancel()
      kept = undefined
      if (again)
        throw new DriveError(
          'Google Drive does not know our token any more (401), not even a fresh one.',
          'See whether the account was closed or its access taken back, and make new credentials.',
        )
    }
  }
  const read = async <Schema extends z.ZodType>(
    schema: Schema,
    path: string,
    query: Readonly<Record<string, string>>,
  ): Promise<z.output<Schema>> => {
    const answer = await ask(path, query)
    const text = await boundedText(answer)
    if (answer.status !== 200) throw refusedBy(answer.status, text)
    const parsed = schema.safeParse(jsonOf(text))
    if (parsed.success) return parsed.data
    throw new DriveError(
      `Google Drive answered in a form that its documentation does not know (${parsed.error.issues[0]?.path.map(String).join('.') ?? ''}).`,
      'The next look tries again. If it stays so, tell us.',
    )
  }
  const startToken = async () =>
    (await read(startPage, 'changes/startPageToken', {})).startPageToken

  /** Whether anything that we may see changed since; then the folder is listed anew. */
  const quietSince = async (position: string): Promise<boolean> => {
    const { changes: found, nextPageToken } = await read(changes, 'changes', {
      pageToken: position,
      pageSize: '1',
      includeItemsFromAllDrives: 'true',
      fields: 'newStartPageToken,nextPageToken,changes(fileId)',
    })
    return found.length === 0 && nextPageToken === undefined
  }

  async function* walk(): AsyncGenerator<DriveFile | LeftOut> {
    const waiting = [{ id: settings.folder, path: '', depth: 0 }]
    const seen = new Set([settings.folder])
    for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
      let page: string | undefined
      for (let pages = 0; ; pages++) {
        if (pages >= limits.source.pages) {
          yield { path: folder.path, leftOut: 'too many files in one folder', below: true }
          break
        }
        const found = await read(listing, 'files', {
          q: `'${folder.id}' in parents and trashed = false`,
          fields: `nextPageToken,files(${fields})`,
          pageSize: '1000',
          orderBy: 'name',
          includeItemsFromAllDrives: 'true',
          ...(page === undefined ? {} : { pageToken: page }),
        })
        for (const file of found.files) {
          const path = joined(folder.path, file.name)
          if (file.mimeType !== `${native}folder`) yield fileOf(file, path)
          else if (folder.depth >= limits.source.depth || seen.size > limits.source.files)
            yield { path, leftOut: 'too many folders', below: true }
          else if (!seen.has(file.id)) {
            seen.add(file.id)
            waiting.push({ id: file.id, path, depth: folder.depth + 1 })
          }
        }
        page = found.nextPageToken
        if (page === undefined) break
      }
    }
  }

  return {
    connect: async () => {
      kept = undefined
      const { scopes, account } = await token()
      const folder = z.object({ mimeType: z.string() })
      const { mimeType } = await read(folder, `files/${settings.folder}`, { fields: 'mimeType' })
      if (mimeType !== `${native}folder`)
        throw new DriveError(
          'The id in sources.yaml is of a file, not of a folder.',
          'Open the folder in the browser and take the id at the end of its address.',
        )
      return { scopes, account }
    },
    look: async (position) => {
      if (position !== null && position !== '' && (await quietSince(position)))
        return { position, unchanged: true, files: none() }
      // Asked for before the list: what changes meanwhile is found by the next look.
      return { position: await startToken(), unchanged: false, files: walk() }
    },
    open: async function* ({ key, mark }) {
      const [, kind] = /^([a-z]+):/.exec(mark) ?? []
      const as = kind === undefined ? undefined : exports[kind]?.as
      const answer =
        as === undefined
          ? await ask(`files/${key}`, { alt: 'media' }, limits.source.fileMilliseconds)
          : await ask(`files/${key}/export`, { mimeType: as }, limits.source.fileMilliseconds)
      if (answer.status !== 200) throw fileRefused(answer.status, await boundedText(answer))
      yield* piecesOf(answer)
    },
    close: async () => web.close(),
  }
}

async function* none(): AsyncGenerator<never> {}

/** Names in Drive may hold what parts a path, and the same name may be there twice. */
const joined = (folder: string, name: string): string => {
  const step = name
    .replaceAll(/[/\\\p{Cc}]/gu, '_')
    .slice(0, limits.file.nameLength)
    .toWellFormed()
  const safe = step === '' || step === '.' || step === '..' ? '_' : step
  return folder === '' ? safe : `${folder}/${safe}`
}

const fileOf = (file: Listed, path: string): DriveFile | LeftOut => {
  const { id, mimeType, md5Checksum, modifiedTime, size } = file
  if (path.length > limits.source.path)
    return { path: path.slice(0, 900), leftOut: 'its path is too long' }
  const changed = /^\d{4}-\d{2}-\d{2}/.exec(modifiedTime)?.[0] ?? ''
  if (!mimeType.startsWith(native)) {
    const mark = md5Checksum === undefined ? `at ${modifiedTime}` : `md5 ${md5Checksum}`
    return { key: id, path, mark, size: size ?? null, changed }
  }
  const kind = mimeType.slice(native.length)
  const form = exports[kind]
  if (form === undefined)
    return {
      path,
      leftOut:
        kind === 'shortcut'
          ? 'a shortcut to another place: not followed'
          : `Google keeps it as "${kind.slice(0, 50)}", which cannot be exported as a document`,
    }
  const named = path.toLowerCase().endsWith(form.end) ? path : `${path}${form.end}`
  return { key: id, path: named, mark: `${kind}:${modifiedTime}`, size: null, changed }
}

const said = (text: string): string => {
  const parsed = z.object({ error: z.object({ message: z.string() }) }).safeParse(jsonOf(text))
  return (parsed.success ? parsed.data.error.message : text)
    .replaceAll(/\s+/g, ' ')
    .slice(0, 300)
    .toWellFormed()
}

const refusedBy = (status: number, text: string): DriveError => {
  if (status === 404)
    return new DriveError(
      'The folder is not there, or not shared with our account (404).',
      'Share the folder with the account as reader, or correct its id in sources.yaml.',
    )
  return new DriveError(
    `Google Drive answered ${status}: ${said(text)}`,
    status === 403
      ? 'Share the folder with the account as reader, and see that the Drive API is enabled for it.'
      : 'The next look tries again.',
  )
}

const fileRefused = (status: number, text: string): DriveFileError => {
  if (status === 404)
    return new DriveFileError('it is gone, or not shared with our account any more')
  if (/exportSizeLimitExceeded/.test(text))
    return new DriveFileError('it is larger than Google exports: save it as DOCX or PDF there')
  return new DriveFileError(`Google Drive does not hand it out (${status}: ${said(text)})`)
}
