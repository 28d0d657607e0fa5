/**
 * How much each sign says, learnt by `node scripts/learn-impact.ts --write` from the development half of
 * the evaluation set: the logarithm of the odds for each deviation from the mean. Not edited by hand.
 */
export const signWeights: Readonly<Record<string, SignWeight>> = {
  words: { mean: 0.42461, deviation: 0.61437, weight: 0.23742 },
  wordsShare: { mean: 0.12236, deviation: 0.16938, weight: 0.11396 },
  wordsCovered: { mean: 0.048322, deviation: 0.078741, weight: -0.12718 },
  wordsFound: { mean: 0.56426, deviation: 0.50665, weight: -0.020884 },
  wordsExact: { mean: 0.29479, deviation: 0.47175, weight: 0.061966 },
  wordsPlace: { mean: 4.3562, deviation: 1.1844, weight: -0.39565 },
  headings: { mean: 0.29048, deviation: 0.41562, weight: 0.062914 },
  headingsShare: { mean: 0.25909, deviation: 0.30336, weight: 0.23683 },
  fact: { mean: 0.034776, deviation: 0.13893, weight: 0.072928 },
  factShare: { mean: 0.041585, deviation: 0.16777, weight: 0.036657 },
  factSure: { mean: 0.013449, deviation: 0.090848, weight: 0.14762 },
  alike: { mean: 0.0429, deviation: 0.12752, weight: 0.10717 },
  beside: { mean: 0.15333, deviation: 0.19527, weight: 0.03004 },
  near: { mean: 0.15531, deviation: 0.19288, weight: 0.080079 },
  around: { mean: 0.10326, deviation: 0.09544, weight: -0.061436 },
  aroundMost: { mean: 0.32966, deviation: 0.2677, weight: 0.42649 },
  aroundFact: { mean: 0.30386, deviation: 0.30694, weight: 0.20449 },
  document: { mean: 0.72164, deviation: 0.30094, weight: 0.24564 },
  promise: { mean: 0.14601, deviation: 0.17381, weight: 0.13968 },
  place: { mean: 4.2707, deviation: 1.2126, weight: -0.26077 },
  crowd: { mean: 1.8958, deviation: 1.0902, weight: -0.22619 },
  best: { mean: 4.5482, deviation: 1.8598, weight: -0.053582 },
  asked: { mean: 6.9029, deviation: 2.8925, weight: 0.18823 },
  length: { mean: 2.4995, deviation: 0.78297, weight: -0.22113 },
  heading: { mean: 0.10705, deviation: 0.30917, weight: -0.21835 },
  code: { mean: 0.067282, deviation: 0.25051, weight: 0.046357 },
  row: { mean: 0.044977, deviation: 0.20725, weight: -0.0083727 },
  item: { mean: 0.38285, deviation: 0.48608, weight: 0.14899 },
  instruction: { mean: 0.095621, deviation: 0.29407, weight: -0.037352 },
  duty: { mean: 0.27708, deviation: 0.44756, weight: -0.054133 },
  denial: { mean: 0.16592, deviation: 0.37201, weight: 0.065513 },
  past: { mean: 0.044611, deviation: 0.20645, weight: 0.13847 },
  changes: { mean: 0.17387, deviation: 0.379, weight: 0.043753 },
  lead: { mean: 0.07615, deviation: 0.26524, weight: -0.0067202 },
}

export interface SignWeight {
  readonly mean: number
  readonly deviation: number
  readonly weight: number
}

export const constant = -5.9289

/** The list ends at this share of the best: about 4.6 candidates for each true statement. */
export const leastShare = 0.034927
