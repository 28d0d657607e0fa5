/**
 * What a form shows beside each metric of CVSS 3.0, 3.1 and 4.0: what it means for a medical device,
 * and questions whose answers lead to a value, as the rubric for applying CVSS to medical devices
 * does (MITRE, qualified by the FDA); in our own words. The answers given are the reasoning.
 */
import { harmTopics3, harmTopics4 } from './cvss/harm-topics.ts'
import { type CvssMetric, type CvssVersion, cvssMetrics } from './cvss/metrics.ts'
import { ask, type CvssQuestion, type CvssTopic } from './cvss/question.ts'
import { reachTopics, reachTopics3, reachTopics4 } from './cvss/reach-topics.ts'
import { type Refusal, refuse } from './result.ts'

export type { CvssQuestion } from './cvss/question.ts'

/** Version 2.0 is read and never asked: nobody scores by it any more. */
type AskedVersion = Exclude<CvssVersion, '2.0'>

export interface CvssGuide extends CvssMetric {
  /** What the metric means for a medical device. */
  readonly about: string
  /** The first question. */
  readonly question: CvssQuestion
}

/** Every metric of a version with its values and its guide, in the order of the vector string. */
export const cvssGuides = (version: AskedVersion): readonly CvssGuide[] =>
  cvssMetrics(version).map((metric) => ({ ...metric, ...topicOf(version, metric) }))

export interface CvssReasoning {
  /** The questions that were answered, to be kept with the score. */
  readonly told: readonly { readonly ask: string; readonly answer: string }[]
  /** What comes next, or the value that the answers lead to. */
  readonly next: { readonly question: CvssQuestion } | { readonly value: string }
}

/**
 * Follows a guide by the answers given so far, each as its place in the question's list, from 0.
 * Refuses an answer that the question does not have, or one too many, with `cvss/no-such-answer`.
 */
export const followCvssGuide = (
  { metric, question }: CvssGuide,
  answers: readonly number[],
): CvssReasoning | Refusal => {
  const told: { ask: string; answer: string }[] = []
  let next: CvssReasoning['next'] = { question }
  for (const place of answers) {
    const chosen: CvssQuestion['answers'][number] | undefined =
      'value' in next ? undefined : next.question.answers[place]
    if ('value' in next || chosen === undefined)
      return refuse(
        'cvss/no-such-answer',
        `The questions about ${metric} have no answer ${told.length + 1} of this number. Answer them again from the first.`,
        { metric },
      )
    told.push({ ask: next.question.ask, answer: chosen.answer })
    next = 'value' in chosen.leadsTo ? chosen.leadsTo : { question: chosen.leadsTo }
  }
  return { told, next }
}

const topics: Readonly<Record<AskedVersion, Readonly<Record<string, CvssTopic>>>> = {
  '3.0': { ...reachTopics, ...reachTopics3, ...harmTopics3 },
  '3.1': { ...reachTopics, ...reachTopics3, ...harmTopics3 },
  '4.0': { ...reachTopics, ...reachTopics4, ...harmTopics4 },
}

const topicOf = (version: AskedVersion, { metric }: CvssMetric): CvssTopic => {
  const topic = topics[version][metric] ?? modified(version, metric)
  if (topic === undefined) throw new Error(`CVSS ${version} has no guide to ${metric}.`)
  return topic
}

/** A modified metric asks first whether anything is otherwise, and then what the base metric asks. */
const modified = (version: AskedVersion, metric: string): CvssTopic | undefined => {
  const of = topics[version][metric.slice(1)]
  if (!metric.startsWith('M') || of === undefined) return undefined
  const question = metric === 'MSI' || metric === 'MSA' ? orSafety(of.question) : of.question
  return {
    about: `${of.about} Here for one environment: the intended one of the instructions for use, or that of one hospital.`,
    question: ask(
      'Is this otherwise in this environment than the base metrics assume?',
      ['No, or we do not know', 'X'],
      ['Yes', question],
    ),
  }
}

/** CVSS 4.0: harm to people counts as a harm to subsequent systems that only an environment shows. */
const orSafety = (question: CvssQuestion): CvssQuestion =>
  ask(
    'Can a patient or another person be injured more than slightly by this here?',
    ['Yes', 'S'],
    ['No', question],
  )
