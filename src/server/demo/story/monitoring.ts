import type { Scene, Stage } from '../stage.ts'
import { scene } from '../stage.ts'

/** The four proactive activities of 9.5 and the watch of the news, with their runs. */
export const monitoringScenes: readonly Scene[] = [
  scene(2, async (stage) => {
    const { tomas, mirko } = stage.cast
    const plan = (
      name: `activity/${string}`,
      kind: string,
      title: string,
      everyDays: number,
      firstDue: number,
      product?: 'product/careline' | 'product/lucent',
    ) =>
      stage.does(kind === 'news-watch' ? mirko : tomas, name, 'plan', {
        kind,
        title,
        everyDays,
        firstDue: stage.date(firstDue),
        ...(product === undefined ? {} : { product: stage.id(product) }),
      })
    await plan('activity/sast', 'sast', 'Semgrep and clang-tidy on the main branch', 14, 9)
    await plan('activity/dast', 'dast', 'ZAP against the gateway', 60, 20, 'product/careline')
    await plan('activity/sbom', 'sbom-scan', 'Both SBOMs against OSV and KEV', 7, 5)
    await plan('activity/pentest', 'penetration-test', 'Pump and gateway, outside testers', 365, 10)
    await plan('activity/viewer', 'penetration-test', 'Image server', 365, 200, 'product/lucent')
    await plan('activity/news', 'news-watch', 'CISA, BSI and Health-ISAC', 7, 6)
    await plan('activity/old', 'sast', 'Nightly run of the former tool', 30, 12)
  }),
  scene(4, (stage) => run(stage, 'activity/sbom', 'clean', 'Nothing new for either product.')),
  scene(6, (stage) => run(stage, 'activity/news', 'clean', 'Nothing that touches us.')),
  scene(8, async (stage) => {
    const file = await stage.keep('pentest-summary.txt', pentest)
    await run(stage, 'activity/pentest', 'findings', 'One finding, reported on its own.', file)
  }),
  scene(9, async (stage) => {
    await run(stage, 'activity/sast', 'clean', 'No finding of high or critical severity.')
    await stage.does(stage.cast.tomas, 'activity/old', 'retire', {
      reason: 'Replaced by Semgrep, which knows our languages better.',
    })
  }),
  scene(19, async (stage) => {
    await run(stage, 'activity/dast', 'failed', 'The test bench had no network; done again below.')
    await run(stage, 'activity/dast', 'clean', '412 requests, nothing beyond the known findings.')
  }),
  scene(80, (stage) => run(stage, 'activity/dast', 'clean', '430 requests against 2.4.0: clean.')),
  ...[23, 37, 51, 65, 79, 93, 107].map((day) =>
    scene(day, (stage) => run(stage, 'activity/sast', 'clean', 'No finding above low severity.')),
  ),
  // Nobody has run it since: it is shown as overdue.
  ...[11, 18, 26].map((day) =>
    scene(day, (stage) => run(stage, 'activity/sbom', 'findings', 'Known ones only.')),
  ),
  scene(21, (stage) => run(stage, 'activity/news', 'findings', 'OpenSSH on ward gateways.')),
  scene(114, (stage) => run(stage, 'activity/news', 'clean', 'Nothing that touches us.')),
]

const run = async (
  stage: Stage,
  name: `activity/${string}`,
  outcome: 'clean' | 'findings' | 'failed',
  summary: string,
  file?: object,
): Promise<void> => {
  const { tomas, mirko } = stage.cast
  await stage.does(name === 'activity/news' ? mirko : tomas, name, 'record-run', {
    on: new Date(stage.clock()).toISOString().slice(0, 10),
    outcome,
    summary,
    ...(file === undefined ? {} : { file }),
  })
}

const pentest = `Penetration test of Careline IP-2, summary

Scope: pump firmware 2.3, gateway 2.3.0 on hardware B, radio link between them.
Days: four, at the test bench of the maker.

Finding 1 (medium): the gateway accepts TLS 1.0 and TLS 1.1 towards the integration engine.
No other finding of medium severity or above.
`
