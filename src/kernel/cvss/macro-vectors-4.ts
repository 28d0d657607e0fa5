/**
 * The macro vectors of CVSS 4.0 (FIRST: v4.0 specification, section 8.1, tables 24 to 30, and the
 * scores and depths that section 8.2 refers to). Equivalence sets 3 and 6 are one group, as there.
 */
export interface Group {
  /** The level of a vector; `value` answers with defaults and modified metrics resolved. */
  readonly level: (value: (metric: string) => string) => string
  readonly levels: Readonly<Record<string, Level>>
}

interface Level {
  /** The levels one step milder; empty for the mildest. */
  readonly lower: readonly string[]
  /** How many single steps of a metric the level is deep, at least 1. */
  readonly steps: number
  /** The worst vectors of the level. */
  readonly worst: readonly Readonly<Record<string, string>>[]
}

const read = (vectors: readonly string[]): Level['worst'] =>
  vectors.map((vector) =>
    Object.fromEntries(
      vector.split('/').map((part): [string, string] => {
        const [metric = '', value = ''] = part.split(':')
        return [metric, value]
      }),
    ),
  )

const level = (steps: number, lower: string, ...worst: readonly string[]): Level => ({
  steps,
  lower: lower === '' ? [] : lower.split(' '),
  worst: read(worst),
})

const reach: Group = {
  level: (value) => {
    const easy = ['AV', 'PR', 'UI'].filter((metric) => value(metric) === 'N').length
    if (easy === 3) return '0'
    return easy > 0 && value('AV') !== 'P' ? '1' : '2'
  },
  levels: {
    0: level(1, '1', 'AV:N/PR:N/UI:N'),
    1: level(4, '2', 'AV:A/PR:N/UI:N', 'AV:N/PR:L/UI:N', 'AV:N/PR:N/UI:P'),
    2: level(5, '', 'AV:P/PR:N/UI:N', 'AV:A/PR:L/UI:P'),
  },
}

const difficulty: Group = {
  level: (value) => (value('AC') === 'L' && value('AT') === 'N' ? '0' : '1'),
  levels: {
    0: level(1, '1', 'AC:L/AT:N'),
    1: level(2, '', 'AC:H/AT:N', 'AC:L/AT:P'),
  },
}

/** The vulnerable system's losses, and whether a high one meets a high requirement. */
const losses: Group = {
  level: (value) => {
    const [confidentiality, integrity, availability] = ['VC', 'VI', 'VA'].map(
      (metric) => value(metric) === 'H',
    )
    const three =
      confidentiality && integrity ? '0' : confidentiality || integrity || availability ? '1' : '2'
    const needed =
      (confidentiality && value('CR') === 'H') ||
      (integrity && value('IR') === 'H') ||
      (availability && value('AR') === 'H')
    return `${three}${needed ? '0' : '1'}`
  },
  levels: {
    '00': level(7, '01 10', 'VC:H/VI:H/VA:H/CR:H/IR:H/AR:H'),
    '01': level(6, '11', 'VC:H/VI:H/VA:L/CR:M/IR:M/AR:H', 'VC:H/VI:H/VA:H/CR:M/IR:M/AR:M'),
    '10': level(8, '11', 'VC:L/VI:H/VA:H/CR:H/IR:H/AR:H', 'VC:H/VI:L/VA:H/CR:H/IR:H/AR:H'),
    '11': level(
      8,
      '21',
      'VC:L/VI:H/VA:L/CR:H/IR:M/AR:H',
      'VC:L/VI:H/VA:H/CR:H/IR:M/AR:M',
      'VC:H/VI:L/VA:H/CR:M/IR:H/AR:M',
      'VC:H/VI:L/VA:L/CR:M/IR:H/AR:H',
      'VC:L/VI:L/VA:H/CR:H/IR:H/AR:M',
    ),
    '21': level(10, '', 'VC:L/VI:L/VA:L/CR:H/IR:H/AR:H'),
  },
}

const further: Group = {
  level: (value) => {
    if (value('SI') === 'S' || value('SA') === 'S') return '0'
    return ['SC', 'SI', 'SA'].some((metric) => value(metric) === 'H') ? '1' : '2'
  },
  levels: {
    0: level(6, '1', 'SC:H/SI:S/SA:S'),
    1: level(5, '2', 'SC:H/SI:H/SA:H'),
    2: level(4, '', 'SC:L/SI:L/SA:L'),
  },
}

const exploits: Group = {
  level: (value) => String('APU'.indexOf(value('E'))),
  levels: {
    0: level(1, '1', 'E:A'),
    1: level(1, '2', 'E:P'),
    2: level(1, '', 'E:U'),
  },
}

/** In the order of `macroScores`. */
export const groups: readonly Group[] = [reach, difficulty, losses, further, exploits]

/**
 * Scores in tenths. The key is the level of sets 1, 2, and 3 with 6; the place in the list is that
 * of set 4 times 3 plus that of set 5.
 */
export const macroScores: Readonly<Record<string, readonly number[]>> = {
  '0000': [100, 98, 95, 100, 93, 91, 93, 89, 81],
  '0001': [99, 95, 92, 96, 87, 81, 90, 80, 68],
  '0010': [98, 95, 90, 93, 89, 81, 88, 78, 69],
  '0011': [95, 92, 84, 92, 81, 65, 80, 70, 48],
  '0021': [92, 82, 72, 79, 69, 50, 69, 55, 27],
  '0100': [99, 95, 92, 95, 90, 84, 92, 82, 72],
  '0101': [97, 92, 85, 91, 83, 71, 81, 71, 53],
  '0110': [95, 92, 85, 92, 80, 70, 84, 71, 50],
  '0111': [93, 85, 73, 82, 72, 59, 70, 52, 30],
  '0121': [86, 75, 52, 71, 52, 29, 63, 29, 17],
  '1000': [98, 94, 91, 94, 86, 77, 87, 74, 63],
  '1001': [95, 87, 81, 89, 74, 64, 75, 63, 49],
  '1010': [94, 88, 76, 86, 74, 59, 72, 57, 52],
  '1011': [89, 77, 67, 76, 58, 50, 57, 52, 25],
  '1021': [83, 70, 54, 65, 58, 26, 53, 21, 13],
  '1100': [95, 88, 76, 90, 75, 61, 77, 68, 52],
  '1101': [90, 76, 70, 77, 62, 53, 66, 59, 30],
  '1110': [89, 76, 62, 74, 57, 47, 61, 57, 24],
  '1111': [78, 67, 58, 59, 57, 23, 52, 29, 16],
  '1121': [71, 59, 30, 58, 26, 15, 23, 13, 6],
  '2000': [93, 86, 75, 86, 74, 56, 70, 52, 40],
  '2001': [87, 72, 58, 74, 61, 34, 54, 40, 22],
  '2010': [85, 74, 62, 72, 55, 46, 53, 34, 19],
  '2011': [75, 55, 51, 57, 41, 19, 36, 19, 8],
  '2021': [64, 51, 20, 47, 21, 11, 24, 9, 4],
  '2100': [88, 73, 60, 73, 59, 41, 54, 45, 20],
  '2101': [75, 53, 50, 55, 40, 20, 43, 22, 11],
  '2110': [75, 58, 40, 61, 48, 20, 46, 17, 8],
  '2111': [55, 45, 21, 51, 18, 9, 18, 7, 2],
  '2121': [53, 24, 14, 24, 12, 5, 10, 3, 1],
}
