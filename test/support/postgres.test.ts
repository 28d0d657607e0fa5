import pg from 'pg'
import { expect, test } from 'vitest'
import { describeWith } from './needs.ts'
import { createDatabase } from './postgres.ts'

describeWith('postgres', 'createDatabase', () => {
  test('gives each caller an empty database of its own, and drops it with sessions open', async () => {
    const [one, two] = await Promise.all([createDatabase(), createDatabase()])
    const client = new pg.Client({ connectionString: one.url })
    client.on('error', () => {})
    await client.connect()
    await client.query('create table only_here (id int)')
    const other = new pg.Client({ connectionString: two.url })
    await other.connect()
    await expect(other.query('select * from only_here')).rejects.toThrow('does not exist')
    await other.end()
    await Promise.all([one.drop(), two.drop()])
    await expect(client.query('select 1')).rejects.toThrow()
  })
})
