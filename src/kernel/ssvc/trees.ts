import type { SsvcTreeName } from './names.ts'

/**
 * The decision tables of SSVC (CERT/CC, namespace `ssvc`, version 1.0.0 of each), as lists of
 * outcomes: the first point changes slowest and the last fastest, each from its least to its most
 * pressing value. `test/conformance/ssvc.test.ts` compares them with the published tables row by row.
 */
export interface SsvcTable {
  /** Of the published table. */
  readonly key: string
  readonly version: string
  readonly points: readonly string[]
  readonly outcome: string
  /** Keys of the outcome's values. */
  readonly outcomes: readonly string[]
}

const table = (key: string, points: string, outcome: string, outcomes: string): SsvcTable => ({
  key,
  version: '1.0.0',
  points: points.split(' '),
  outcome,
  outcomes: outcomes.trim().split(/\s+/),
})

/** The trees that end in a decision. */
export const ssvcTrees: Readonly<Record<SsvcTreeName, SsvcTable>> = {
  // For each exploitation and utility: partial or total impact, each with minimal or significant
  // consequences for public safety.
  supplier: table(
    'DT_SP',
    'E U TI PSI',
    'DSOI',
    `D S S O  S O S O  S O O O
     S O S I  S I O I  O I O I
     O I O I  O I O I  I I I I`,
  ),
  deployer: table(
    'DT_DP',
    'E EXP A HI',
    'DSOI',
    `D D S S D S S S  D S S S S S S S  D S S S S S S O
     D S S S S S S S  D S S S S S S O  S S S O S S O O
     S S O O S O O O  S S O O O O O O  S O O I O O I I`,
  ),
  'coordinator-triage': table(
    'DT_COORD_TRIAGE',
    'RP SCON RC SC SE U PSI',
    'COORDINATE',
    `${'D D D D D D  D D D D D D  D D D D D C  D D D D D C '.repeat(6)}
     D D D T D T  D D D T D T  D T D T T C  D T D T T C
     D D D T D T  T C C C C C  D T D T C C  C C C C C C`,
  ),
  'coordinator-publish': table(
    'DT_COORD_PUBLISH',
    'SINV E PVA',
    'PUBLISH',
    `N N P  N N P  N P P
     N N P  N N P  N P P
     N N P  N P P  P P P`,
  ),
}

/** The tables that work out one point of a tree from others. */
export const ssvcDerivations: readonly SsvcTable[] = [
  table('DT_U', 'A VD', 'U', 'L E E S'),
  table('DT_PSI', 'SI', 'PSI', 'M S S S'),
  table(
    'DT_HI',
    'SI MI',
    'HI',
    `L L M VH  L L M VH
     M H H VH  VH VH VH VH`,
  ),
]
