import { createHash } from 'node:crypto'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import {
  type Drive,
  DriveError,
  type DriveFile,
  DriveFileError,
  type LeftOut,
} from '../../kernel/drive.ts'
import { limits } from '../../kernel/limits.ts'
import { secretSchema } from '../../kernel/secret.ts'
import { createGit, type Git, schemeOf } from './git-program.ts'
import type { DriveMeans } from './means.ts'

/** A Git repository, by address, ref and folder, through the machine's own `git`. */
export const gitSettings = {
  kind: z.literal('git'),
  url: z
    .string()
    .max(limits.source.path)
    .refine(
      (url) => schemeOf(url) !== undefined,
      'Write an address that begins with https://, ssh:// or file:///, without a password in it.',
    ),
  /** A branch or a tag. */
  ref: z
    .string()
    .regex(
      /^[A-Za-z0-9](?!.*(\.\.|@\{|\/\/))[\w./+-]{0,199}$/,
      'Write a branch or a tag, like main.',
    )
    .default('main'),
  /** The folder of it that holds documents; left out: all of it. */
  folder: z
    .string()
    .max(limits.source.path)
    .regex(/^(?!\/)(?!.*(^|\/)\.\.?(\/|$))[^:\0]*$/, 'Write a folder of the repository, like docs.')
    .default(''),
  /** For https: an access token that may only read. */
  token: secretSchema.optional(),
  /** For https: whose token it is, where the server asks for it. */
  user: z
    .string()
    .regex(/^[^:\s]{1,100}$/)
    .default('oauth2'),
  /** For ssh: the file of a key that may only read, and the file of known hosts. */
  keyFile: z.string().min(1).optional(),
  knownHostsFile: z.string().min(1).optional(),
}
export type GitSettings = z.output<z.ZodObject<typeof gitSettings>>

export const gitExample = `#   - kind: git
#     name: guides
#     url: https://git.maker.example/docs/guides.git
#     ref: main
#     folder: published
#     token: { file: guides-token }
`

const mine = 'refs/vulnerary/source'

export const openGit = (settings: GitSettings, means: DriveMeans): Drive => {
  // Another address is another repository: what was fetched from one is never taken for the other.
  const id = createHash('sha256').update(settings.url).digest('hex').slice(0, 12)
  const folder = join(means.dataDir, 'sources', `${means.name}-${id}.git`)
  const git = createGit(settings, means, folder)
  let made: Promise<void> | undefined
  const make = (): Promise<void> => {
    made ??= prepare(git, folder).catch((cause: unknown) => {
      made = undefined
      throw cause
    })
    return made
  }
  return {
    marksContent: true,
    connect: async () => {
      await tipOf(git, settings)
      return {
        scopes: [`fetch ${settings.ref} over ${schemeOf(settings.url)}`],
        account: settings.token === undefined ? '' : settings.user,
      }
    },
    look: async (position) => {
      const tip = await tipOf(git, settings)
      const version = tip.tag === undefined ? {} : { version: tip.tag }
      if (position === tip.commit && (await has(git, folder, tip.commit)))
        return { position, unchanged: true, files: none(), ...version }
      await make()
      await fetchTip(git, settings, tip.commit)
      return {
        position: tip.commit,
        unchanged: false,
        files: listed(git, tip.commit, settings.folder),
        ...version,
      }
    },
    open: async function* ({ mark }) {
      yield* blobOf(git, mark)
    },
    close: () => git.close(),
  }
}

async function* none(): AsyncGenerator<never> {}

/** Bare: nothing of the repository is ever laid out as files. */
const prepare = async (git: Git, folder: string): Promise<void> => {
  await mkdir(join(folder, '..'), { recursive: true, mode: 0o700 })
  await git.run(['init', '--quiet', '--bare', '--template=', folder])
}

const has = async (git: Git, folder: string, commit: string): Promise<boolean> =>
  git.run(['--git-dir', folder, 'cat-file', '-e', `${commit}^{tree}`]).then(
    () => true,
    () => false,
  )

const objectId = /^([0-9a-f]{40}|[0-9a-f]{64})$/

interface Tip {
  readonly commit: string
  /** A tag that names this very commit. */
  readonly tag?: string
}

/** Where the ref stands now, as the other side says it; a tag that is a note is followed to its commit. */
const tipOf = async (git: Git, { ref, url }: GitSettings): Promise<Tip> => {
  const text = await git.ask(['ls-remote', '--', url, `refs/heads/${ref}`, 'refs/tags/*'])
  const refs = new Map<string, string>()
  for (const line of text.split('\n')) {
    const [id = '', name = ''] = line.split('\t')
    if (objectId.test(id)) refs.set(name, id)
  }
  const tagged = (tag: string) => refs.get(`refs/tags/${tag}^{}`) ?? refs.get(`refs/tags/${tag}`)
  const commit = refs.get(`refs/heads/${ref}`) ?? tagged(ref)
  if (commit === undefined)
    throw new DriveError(
      `The repository has no branch or tag "${ref}".`,
      'Correct "ref" in sources.yaml, or push the branch.',
    )
  const tags = [...refs.keys()]
    .filter((name) => name.startsWith('refs/tags/') && !name.endsWith('^{}'))
    .map((name) => name.slice('refs/tags/'.length))
    .filter((tag) => tagged(tag) === commit)
  const tag = tags.includes(ref) ? ref : tags.sort().at(-1)
  return tag === undefined ? { commit } : { commit, tag }
}

const fetchTip = async (git: Git, { url, ref }: GitSettings, commit: string): Promise<void> => {
  const fetched = async () =>
    (await git.inside(['rev-parse', '--verify', '--quiet', `${mine}^{commit}`])).trim()
  await git.fetch([
    'fetch',
    ...['--quiet', '--depth=1', '--no-tags', '--no-recurse-submodules', '--no-write-fetch-head'],
    ...['--no-auto-maintenance', '--force', '--', url, `${ref}:${mine}`],
  ])
  if ((await fetched()) !== commit)
    throw new DriveError(
      `The repository moved on while it was fetched.`,
      'Nothing: the next look takes what is there then.',
    )
}

/** All files of the commit below the folder: links and other repositories in it are left out. */
async function* listed(
  git: Git,
  commit: string,
  folder: string,
): AsyncGenerator<DriveFile | LeftOut> {
  const below = folder.replace(/\/+$/, '')
  const tree = below === '' ? `${commit}^{tree}` : `${commit}:${below}`
  const day = (await git.inside(['log', '-1', '--format=%cs', commit])).trim()
  const changed = /^\d{4}-\d{2}-\d{2}$/.test(day) ? day : ''
  for await (const entry of git.entries(['ls-tree', '-r', '-z', '-l', '--full-tree', tree])) {
    const tab = entry.indexOf('\t')
    const [mode = '', type = '', id = '', bytes = ''] = entry.slice(0, tab).split(/ +/)
    const path = entry.slice(tab + 1)
    if (tab < 0 || !objectId.test(id) || path === '' || path.length > limits.source.path)
      yield { path: path.slice(0, limits.source.path), leftOut: 'its name is too long, or no text' }
    else if (mode === '120000') yield { path, leftOut: 'a symbolic link: not followed' }
    else if (type !== 'blob')
      yield { path, leftOut: 'another repository (a submodule): not fetched' }
    else yield { key: path, path, mark: id, size: Number(bytes), changed }
  }
}

async function* blobOf(git: Git, id: string): AsyncGenerator<Uint8Array> {
  if (!objectId.test(id)) throw new DriveFileError('its id is no id of a blob')
  let first = true
  try {
    for await (const piece of git.bytes(['cat-file', 'blob', id])) {
      if (first && Buffer.from(piece.subarray(0, 50)).toString('latin1').startsWith(pointer))
        throw new DriveFileError(
          'it lies in Git LFS, which is not fetched: connect it where it lies',
        )
      first = false
      yield piece
    }
  } catch (cause) {
    if (cause instanceof DriveError)
      throw new DriveFileError('this revision is not in the repository any more', { cause })
    throw cause
  }
}

/** How the file begins that stands for one in Git LFS. */
const pointer = 'version https://git-lfs.github.com/spec/'
