import { execFile } from 'node:child_process'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { gitSettings } from '../../src/connections/drives/git.ts'
import { describeWith } from '../support/needs.ts'
import { type Library, openLibrary } from '../support/work/with-sources.ts'

const run = promisify(execFile)

describeWith('git', 'a Git repository as a source of the library', () => {
  let home: string
  let work: string
  let library: Library
  const git = (...args: string[]) =>
    run('git', ['-c', 'user.name=W', '-c', 'user.email=w@maker.example', ...args], { cwd: work })
  const put = async (path: string, text: string) => {
    await mkdir(join(work, path, '..'), { recursive: true })
    await writeFile(join(work, path), text)
  }
  const commit = async (message: string) => {
    await git('add', '--all')
    await git('commit', '--quiet', '--message', message)
    return (await git('rev-parse', 'HEAD')).stdout.trim()
  }
  /** A program that a repository would like to be run; it leaves a trace. */
  const trap = async (path: string) => {
    await writeFile(path, `#!/bin/sh\ntouch ${join(home, 'trapped')}\n`)
    await chmod(path, 0o755)
  }

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'git-'))
    work = join(home, 'guides')
    await mkdir(work)
    await git('init', '--quiet', '--initial-branch=main')
    await put('README.md', 'Not of the folder.')
    await put('published/install.md', '# Installation\n\nOpen port 80.\n')
    await put('published/security.md', '# Security\n\nChange the password.\n')
    await writeFile(join(home, 'secret.md'), 'Outside of it.')
    await symlink(join(home, 'secret.md'), join(work, 'published/link.md'))
    await commit('First')
    await git('tag', '--annotate', '--message', 'Release', 'v2.4')
    library = await openLibrary([
      { kind: 'git', name: 'guides', url: `file://${work}`, folder: 'published' },
    ])
  })
  afterAll(async () => {
    await library?.close()
    await rm(home, { recursive: true, force: true })
  })

  test('takes the files of its folder at the ref, with the tag as their version', async () => {
    expect(await library.source('guides')).toMatchObject({
      status: 'in-step',
      place: `file://${work} (main, published)`,
      lastSync: {
        granted: { scopes: ['fetch main over file'] },
        counts: { new: 2, leftOut: 1, unread: 0 },
      },
    })
    expect(await library.documents()).toEqual(['install', 'security'])
    expect(await library.document('install')).toMatchObject({
      documentKind: 'installation',
      status: 'read',
      revisions: [{ version: 'v2.4', kept: false }],
      origin: { path: 'install.md', there: true },
    })
    expect(await library.files('guides', 'left-out')).toMatchObject([
      { path: 'link.md', reason: 'a symbolic link: not followed' },
    ])
  })

  test('asks where the branch stands, and fetches nothing while it stands there', async () => {
    const before = await library.source('guides')
    const { lastSync } = await library.sync('guides')
    expect(lastSync.counts).toMatchObject({ unchanged: 2, new: 0, changed: 0, leftOut: 1 })
    expect(lastSync.position).toBe(before.lastSync.position)
  })

  test('takes what a commit changed, adds, renames and takes away', async () => {
    const { id } = await library.document('security')
    await put('published/install.md', '# Installation\n\nOpen port 8443.\n')
    await put('published/notes.md', 'New.')
    await git('mv', 'published/security.md', 'published/hardening.md')
    const second = await commit('Second')
    const { lastSync } = await library.sync('guides')
    expect(lastSync.counts).toMatchObject({ new: 1, changed: 1, moved: 1, gone: 0 })
    expect(lastSync.position).toContain(second)
    expect(await library.document('security')).toMatchObject({
      id,
      origin: { path: 'hardening.md', there: true },
    })
    const { revisions } = await library.document('install')
    expect(revisions).toHaveLength(2)
    await git('rm', '--quiet', 'published/notes.md')
    await commit('Third')
    expect((await library.sync('guides')).lastSync.counts).toMatchObject({ gone: 1 })
  })

  test('hands out an original of any revision from the repository, with its hash checked', async () => {
    const { id, revisions } = await library.document('install')
    for (const [at, port] of ['80', '8443'].entries()) {
      const version = encodeURIComponent(revisions[at].file.hash)
      const path = `/api/documents/${id}/original?revision=${version}`
      expect((await library.writer.get(path)).body).toContain(`Open port ${port}.`)
    }
  })

  test('runs nothing that the repository brings, and fetches no repository within it', async () => {
    const hooks = join(work, '.git/hooks')
    await mkdir(hooks, { recursive: true })
    await put('published/one.md', 'One.')
    await writeFile(
      join(work, '.gitmodules'),
      `[submodule "x"]\n\tpath = x\n\turl = file://${home}\n`,
    )
    await writeFile(join(work, '.gitattributes'), '*.md filter=trap diff=trap\n')
    await git('update-index', '--add', '--cacheinfo', `160000,${'1'.repeat(40)},published/x`)
    await git('add', 'published/one.md', '.gitmodules', '.gitattributes')
    await git('commit', '--quiet', '--message', 'Traps')
    for (const hook of ['post-checkout', 'pre-receive', 'post-merge', 'reference-transaction'])
      await trap(join(hooks, hook))
    await trap(join(home, 'trap'))
    for (const name of ['core.fsmonitor', 'filter.trap.smudge', 'uploadpack.packObjectsHook'])
      await git('config', name, join(home, 'trap'))
    expect((await library.sync('guides')).lastSync.counts).toMatchObject({ new: 1 })
    expect(existsSync(join(home, 'trapped'))).toBe(false)
    expect(await library.files('guides', 'left-out')).toContainEqual(
      expect.objectContaining({ path: 'x', reason: expect.stringContaining('submodule') }),
    )
    // Nothing of it is laid out as files: there are only Git's own.
    const [clone = ''] = (await readdir(join(library.maker.folder, 'sources'))).filter((name) =>
      name.endsWith('.git'),
    )
    const names = await readdir(join(library.maker.folder, 'sources', clone), { recursive: true })
    expect(names.filter((name) => /\.md$/.test(name))).toEqual([])
  })

  test('says so when the repository or its branch is gone, and loses no document', async () => {
    await rename(work, `${work}-moved`)
    expect(await library.sync('guides')).toMatchObject({
      status: 'failing',
      failing: {
        reason: expect.stringContaining('could not be read'),
        next: expect.stringContaining('address'),
      },
    })
    await rename(`${work}-moved`, work)
    await git('branch', '--move', 'main', 'trunk')
    expect((await library.sync('guides')).failing.reason).toContain('no branch or tag "main"')
    expect((await library.document('install')).origin.there).toBe(true)
    await git('branch', '--move', 'trunk', 'main')
    expect(await library.sync('guides')).toMatchObject({ status: 'in-step', failing: null })
  })

  test('finds by hash what a rewritten history still holds', async () => {
    await git('commit', '--quiet', '--amend', '--message', 'Rewritten', '--allow-empty')
    expect((await library.sync('guides')).lastSync.counts).toMatchObject({ unchanged: 3, new: 0 })
  })

  test.each([
    ['ext::sh -c touch% /tmp/x', 'url'],
    ['http://git.maker.example/x.git', 'url'],
    ['git://git.maker.example/x.git', 'url'],
    ['https://user:secret@git.maker.example/x.git', 'url'],
    ['ssh://-oProxyCommand=touch/x', 'url'],
    ['git@git.maker.example:x.git', 'url'],
    ['/srv/x.git', 'url'],
    ['--upload-pack=touch', 'ref'],
    ['a..b', 'ref'],
    ['../..', 'folder'],
    ['/etc', 'folder'],
    ['main:secret', 'folder'],
  ] as const)('refuses %s as %s', (value, name) => {
    expect(gitSettings[name].safeParse(value).success).toBe(false)
  })
})
