import { afterAll, beforeAll, expect, test } from 'vitest'
import { describeWith } from '../support/needs.ts'
import { decides } from './chain/case.ts'
import { type Cast, openCast } from './chain/cast.ts'
import { correctsDocuments } from './chain/documents.ts'
import { auditorReadsClauses, hospitalVerifies, packProves, reviewsFolder } from './chain/proof.ts'
import { releases } from './chain/release.ts'
import { reportsByPortal, type Stranger } from './chain/stranger.ts'
import { publishes } from './chain/update.ts'

// Steps 3 to 10 of the chain as people walk them in a browser, on real input: a CISA advisory as the
// supplier's report, documents of the corpus as the accompanying documents, a real SBOM.

describeWith(['chromium', 'shared'], 'The chain, by people in a browser', () => {
  let cast: Cast
  let stranger: Stranger

  beforeAll(async () => {
    cast = await openCast()
  }, 120_000)
  afterAll(() => cast?.close())

  test('3: a stranger reports by the portal without script, and has a reference and a link', async () => {
    stranger = await reportsByPortal(cast.office)
    expect(stranger.reference).toMatch(/^RPT-/)
  })

  test('4: an engineer answers, analyses, scores and decides; somebody else approves', async () => {
    await decides(cast, stranger)
  }, 120_000)

  test('5: the fix is verified, and the documents that it makes false are corrected', async () => {
    await correctsDocuments(cast, stranger.title)
  }, 120_000)

  test('6: the gate opens check by check, the documents are written, two people sign', async () => {
    await releases(cast, stranger.title)
  }, 120_000)

  test('7: update, advisory and notices go out, and the stranger sees that it is fixed', async () => {
    await publishes(cast, stranger)
  }, 120_000)

  test('8: a hospital verifies the update elsewhere, knowing only the root of trust', async () => {
    await hospitalVerifies(cast, stranger)
  }, 120_000)

  test('9: an auditor sees for each duty what documents and records say, with links', async () => {
    await auditorReadsClauses(cast, stranger)
    await reviewsFolder(cast)
  }, 120_000)

  test('10: the audit pack proves the case offline, and says what no longer holds', async () => {
    await packProves(cast, stranger)
  }, 120_000)

  test('nobody had to load a page again, and no browser complained', async () => {
    const { erika, simon, anna, wanda, ralf, otto } = cast
    for (const person of [erika, simon, anna, wanda, ralf, otto]) await person.provesOneLoad()
  })
})
