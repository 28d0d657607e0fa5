/**
 * How much each sign says, learnt by `node scripts/learn-impact.ts --write` from the development half of
 * the evaluation set: the logarithm of the odds for each deviation from the mean. Not edited by hand.
 */
export const signWeights: Readonly<Record<string, SignWeight>> = {
  words: { mean: 0.42185, deviation: 0.60311, weight: 0.22987 },
  wordsShare: { mean: 0.12571, deviation: 0.17202, weight: 0.11367 },
  wordsCovered: { mean: 0.048715, deviation: 0.078657, weight: -0.12704 },
  wordsFound: { mean: 0.56338, deviation: 0.50502, weight: -0.025962 },
  wordsExact: { mean: 0.29347, deviation: 0.46423, weight: 0.062466 },
  wordsPlace: { mean: 4.4224, deviation: 1.2035, weight: -0.39293 },
  headings: { mean: 0.28972, deviation: 0.41395, weight: 0.056638 },
  headingsShare: { mean: 0.25963, deviation: 0.30333, weight: 0.23542 },
  fact: { mean: 0.034776, deviation: 0.13893, weight: 0.070393 },
  factShare: { mean: 0.041585, deviation: 0.16777, weight: 0.037098 },
  factSure: { mean: 0.013449, deviation: 0.090848, weight: 0.14925 },
  alike: { mean: 0.04243, deviation: 0.12695, weight: 0.11747 },
  beside: { mean: 0.15547, deviation: 0.19651, weight: 0.024913 },
  near: { mean: 0.15747, deviation: 0.19408, weight: 0.075474 },
  around: { mean: 0.10478, deviation: 0.096782, weight: -0.061371 },
  aroundMost: { mean: 0.33286, deviation: 0.26702, weight: 0.42227 },
  aroundFact: { mean: 0.30386, deviation: 0.30694, weight: 0.1962 },
  document: { mean: 0.72277, deviation: 0.29924, weight: 0.25102 },
  promise: { mean: 0.14807, deviation: 0.17478, weight: 0.1153 },
  place: { mean: 4.4194, deviation: 1.2081, weight: -0.30453 },
  crowd: { mean: 1.8941, deviation: 1.0901, weight: -0.21236 },
  best: { mean: 4.4331, deviation: 1.76, weight: -0.04479 },
  asked: { mean: 6.7774, deviation: 2.7664, weight: 0.18707 },
  length: { mean: 2.484, deviation: 0.77867, weight: -0.22028 },
  heading: { mean: 0.10705, deviation: 0.30917, weight: -0.21575 },
  code: { mean: 0.067282, deviation: 0.25051, weight: 0.046115 },
  row: { mean: 0.044977, deviation: 0.20725, weight: -0.0069923 },
  item: { mean: 0.38285, deviation: 0.48608, weight: 0.14685 },
  instruction: { mean: 0.095621, deviation: 0.29407, weight: -0.036353 },
  duty: { mean: 0.27708, deviation: 0.44756, weight: -0.057769 },
  denial: { mean: 0.16592, deviation: 0.37201, weight: 0.061532 },
  past: { mean: 0.044611, deviation: 0.20645, weight: 0.13863 },
  changes: { mean: 0.17387, deviation: 0.379, weight: 0.039451 },
  lead: { mean: 0.07615, deviation: 0.26524, weight: -0.00028911 },
}

export interface SignWeight {
  readonly mean: number
  readonly deviation: number
  readonly weight: number
}

export const constant = -5.9432

/** The list ends at this share of the best: about 4.6 candidates for each true statement. */
export const leastShare = 0.034834
