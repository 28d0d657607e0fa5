/**
 * How much each sign says, learnt by `node scripts/learn-impact.ts --write` from the development half of
 * the evaluation set: the logarithm of the odds for each deviation from the mean. Not edited by hand.
 */
export const signWeights: Readonly<Record<string, SignWeight>> = {
  words: { mean: 0.42461, deviation: 0.61437, weight: 0.23743 },
  wordsShare: { mean: 0.12236, deviation: 0.16938, weight: 0.11403 },
  wordsCovered: { mean: 0.048322, deviation: 0.078741, weight: -0.12713 },
  wordsFound: { mean: 0.56426, deviation: 0.50665, weight: -0.020769 },
  wordsExact: { mean: 0.29479, deviation: 0.47175, weight: 0.061923 },
  wordsPlace: { mean: 4.3562, deviation: 1.1844, weight: -0.39562 },
  headings: { mean: 0.29048, deviation: 0.41562, weight: 0.062924 },
  headingsShare: { mean: 0.25909, deviation: 0.30336, weight: 0.23679 },
  fact: { mean: 0.034776, deviation: 0.13893, weight: 0.072875 },
  factShare: { mean: 0.041585, deviation: 0.16777, weight: 0.036643 },
  factSure: { mean: 0.013449, deviation: 0.090848, weight: 0.14763 },
  alike: { mean: 0.0429, deviation: 0.12752, weight: 0.10716 },
  beside: { mean: 0.15333, deviation: 0.19527, weight: 0.030081 },
  near: { mean: 0.15531, deviation: 0.19288, weight: 0.080075 },
  around: { mean: 0.10326, deviation: 0.09544, weight: -0.061455 },
  aroundMost: { mean: 0.32966, deviation: 0.2677, weight: 0.42658 },
  aroundFact: { mean: 0.30386, deviation: 0.30694, weight: 0.20463 },
  document: { mean: 0.72164, deviation: 0.30094, weight: 0.2457 },
  promise: { mean: 0.14601, deviation: 0.17381, weight: 0.13973 },
  place: { mean: 4.2707, deviation: 1.2126, weight: -0.26063 },
  crowd: { mean: 1.8958, deviation: 1.0902, weight: -0.22605 },
  best: { mean: 4.5482, deviation: 1.8598, weight: -0.053571 },
  asked: { mean: 6.9029, deviation: 2.8925, weight: 0.18831 },
  length: { mean: 2.4995, deviation: 0.78297, weight: -0.22086 },
  heading: { mean: 0.1065, deviation: 0.30848, weight: -0.21771 },
  code: { mean: 0.067282, deviation: 0.25051, weight: 0.046368 },
  row: { mean: 0.044977, deviation: 0.20725, weight: -0.0082696 },
  item: { mean: 0.38285, deviation: 0.48608, weight: 0.14911 },
  instruction: { mean: 0.095621, deviation: 0.29407, weight: -0.037306 },
  duty: { mean: 0.27708, deviation: 0.44756, weight: -0.05421 },
  denial: { mean: 0.16592, deviation: 0.37201, weight: 0.065537 },
  past: { mean: 0.044611, deviation: 0.20645, weight: 0.13846 },
  changes: { mean: 0.17387, deviation: 0.379, weight: 0.043726 },
  lead: { mean: 0.07615, deviation: 0.26524, weight: -0.0066768 },
}

export interface SignWeight {
  readonly mean: number
  readonly deviation: number
  readonly weight: number
}

export const constant = -5.929

/** The list ends at this share of the best: about 4.6 candidates for each true statement. */
export const leastShare = 0.034921
