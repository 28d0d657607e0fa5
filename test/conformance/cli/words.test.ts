import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { cliReference } from '../../../scripts/reference/cli.ts'
import { commands } from '../../../src/cli/commands.ts'
import { contracts } from '../../../src/cli/records/contracts.ts'
import { verbsOf } from '../../../src/cli/records/verb.ts'
import { describeCli, runCli } from '../../support/cli.ts'

describeCli('vulnerary', () => {
  test('lists every command and every kind of record in its help', async () => {
    const { code, stdout, stderr } = await runCli(['--help'])
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' })
    for (const { name } of commands) expect(stdout).toContain(`  ${name} `.trimEnd())
    for (const { summary } of commands) expect(stdout).toContain(summary)
    for (const { kind, commands: verbs } of contracts)
      if (verbs.some(({ internal }) => internal !== true)) expect(stdout).toContain(`  ${kind} `)
  })

  test('answers without a command 2 and says where the help is', async () => {
    const { code, stdout, stderr } = await runCli([])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('vulnerary --help')
  })

  test('says its version', async () => {
    expect((await runCli(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })

  test('refuses an unknown command and says what exists', async () => {
    const { code, stdout, stderr } = await runCli(['verifi'])
    expect({ code, stdout }).toEqual({ code: 2, stdout: '' })
    expect(stderr).toContain('did you mean "verify"')
    expect(stderr).toContain('ledger')
    expect(stderr).not.toContain('    at ')
  })

  test('refuses an unknown verb of a kind and says which there are', async () => {
    const { code, stderr } = await runCli(['report', 'acknowlege', 'RPT-2026-0001'])
    expect(code).toBe(2)
    expect(stderr).toContain('did you mean "acknowledge"')
  })

  test('has no verb for what only the server does', async () => {
    const { code, stderr } = await runCli(['report', 'tell-progress', 'RPT-2026-0001'])
    expect(code).toBe(2)
    expect(stderr).toContain('There is no "report tell-progress"')
  })

  test.each([
    [['review', '.', '--claus', '9.2'], 'did you mean "--clause"'],
    [['review', '.', '--clause', '9.9'], 'takes one of 9.2'],
    [['review', '.', '--clause'], '--clause needs a value'],
    [['verify', 'x', '--root', '--json'], '--root needs a value'],
    [['review'], 'Usage: vulnerary review FOLDER'],
    [['serve', 'now'], 'one word too many'],
    [['review', '.', '--json=yes'], 'takes no value'],
    [['review', '.', '--clause', '9.2', '--clause', '9.5'], 'given twice'],
    [['list', 'things'], 'reports'],
    [['report', 'receive', '--input', '{"a":1,"a":2}'], 'once'],
    [['report', 'receive', '--input', '[1]'], 'JSON object'],
    [['report', 'receive', '--files', 'x.pdf'], 'a file as @PATH'],
    [['report', 'receive', '--files', '@/nowhere/x.pdf'], 'no such file'],
    [['show', 'RPT-2026-0001'], 'holds no workspace'],
  ])('refuses %j and says how it is written', async (words, reason) => {
    const { code, stderr } = await runCli(words, { env: { DATA_DIR: '/nonexistent/nowhere' } })
    expect(code).toBe(2)
    expect(stderr).toContain(reason)
    expect(stderr).not.toContain('    at ')
  })

  test('answers one JSON value with --json, refused or not', async () => {
    const help = await runCli(['verify', '--help', '--json'])
    expect({ code: help.code, stderr: help.stderr }).toEqual({ code: 0, stderr: '' })
    expect(help.json()).toMatchObject({ name: 'verify', usage: 'FILE [--root ROOT] [--key KEY]' })
    const refused = await runCli(['--json', 'nothing-like-this'])
    expect(refused.code).toBe(2)
    expect(refused.json()).toMatchObject({ refused: true, code: 'usage/unknown-command' })
  })

  test('gives each command its help in two ways', async () => {
    const [one, other] = await Promise.all([
      runCli(['help', 'ledger', 'check']),
      runCli(['ledger', 'check', '--help']),
    ])
    expect(one.stdout).toContain('Usage: vulnerary ledger check')
    expect(one.stdout).toBe(other.stdout)
  })

  test('is described in docs/reference/cli.md as it declares itself', async () => {
    const page = await readFile(join(import.meta.dirname, '../../../docs/reference/cli.md'), 'utf8')
    // After a change: node scripts/write-cli-reference.ts
    expect(page).toBe(cliReference())
  })

  test('has no two options of one name in any command', () => {
    const all = [...commands, ...contracts.flatMap(({ kind }) => verbsOf(kind))]
    const doubled = all.filter(({ options = [] }) => {
      const names = [...options.map(({ name }) => name), 'json', 'help']
      return new Set(names).size < names.length
    })
    expect(doubled.map(({ name }) => name)).toEqual([])
  })
})
