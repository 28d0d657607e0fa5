import { humanise, statusInWords, valueInWords } from '../../kinds/words.ts'
import { count, dayOf, filesOf, many, type Telling, text, told } from './told.ts'

/** Facts of releases, updates, advisories, patches, activities and distributions. */
export const outwardSentences: Readonly<Record<string, Telling>> = {
  'release.planned': (p) => told(`planned the release of ${text(p, 'revision')}`),
  'release.gate-evaluated': (p) => told(`evaluated the gate: ${many(count(p, 'checks'), 'check')}`),
  'release.check-waived': (p) =>
    told(
      `${text(p, 'as') === 'waived' ? 'waived a check' : 'found a check not applicable'}: ${valueInWords('check', text(p, 'check'))}`,
      text(p, 'reason'),
    ),
  'release.declared-unchanged': (p) => told('declared the documents unchanged', text(p, 'reason')),
  'release.documents-ordered': () => told('asked for the release documents'),
  'release.documents-written': (p) =>
    told(`wrote ${many(count(p, 'documents'), 'release document')} from the records`),
  'release.documents-failed': (p) => told('could not write the documents', text(p, 'reason')),
  'release.signed': (p) => told('signed the release', text(p, 'comment')),

  'update.prepared': (p) => ({
    words: `prepared the update to ${text(p, 'revision')}`,
    files: filesOf(p, 'files'),
  }),
  'update.approved': (p) => told('approved the update', text(p, 'comment')),
  'update.publication-ordered': (p) => told('ordered the publication', text(p, 'comment')),
  'update.published': (p) =>
    told(
      `signed ${many(count(p, 'targets'), 'file')} into the repository, version ${text(p, 'repositoryVersion')}`,
    ),
  'update.publication-failed': (p) => told('could not publish', text(p, 'reason')),
  'update.notified': (p) =>
    told(`sent a notice to ${many(count(p, 'recipients'), 'user')}`, text(p, 'message')),
  'update.acknowledged': (p) =>
    told(`recorded a confirmation of ${dayOf(p, 'on')}`, text(p, 'note')),
  'release.gaps-waived': (p) =>
    told(`waived ${many(count(p, 'gaps'), 'gap')} in the release documents`),
  'update.withdrawal-published': () => told('took the update out of the repository'),
  'update.withdrawn': (p) => told('withdrew the update', text(p, 'reason')),

  'advisory.drafted': () => told('drafted the advisory from the case'),
  'advisory.revised': (p) => told('revised the advisory', text(p, 'change')),
  'advisory.approved': (p) => told('approved the advisory', text(p, 'comment')),
  'advisory.publication-ordered': (p) => told('ordered the publication', text(p, 'comment')),
  'advisory.published': (p) =>
    told(`published version ${text(p, 'trackingVersion')}`, text(p, 'path')),
  'advisory.publication-failed': (p) => told('could not publish', text(p, 'reason')),
  'advisory.withdrawn': (p) => told('withdrew the draft', text(p, 'reason')),

  'review-finding.overruled': (p) =>
    told(
      `overruled the review: ${statusInWords(text(p, 'verdict')).toLowerCase()}`,
      text(p, 'reason'),
    ),
  'review-finding.confirmed': (p) =>
    told(
      `confirmed the review: ${statusInWords(text(p, 'verdict')).toLowerCase()}`,
      text(p, 'reason'),
    ),
  'review-finding.record-named': (p) =>
    told(`named a record of ${text(p, 'on')} as proof`, text(p, 'reason')),
  'clause-review.kept': (p) =>
    told(`kept the clause review: ${text(p, 'title')}`, text(p, 'reason')),
  'review-finding.gap-accepted': (p) => told('accepted the gap', text(p, 'reason')),
  'review-finding.duty-judged': (p) =>
    told(
      `judged a duty of your own: ${text(p, 'verdict').replaceAll('-', ' ')}`,
      text(p, 'reason'),
    ),
  'review-finding.task-planned': (p) =>
    told(`planned a task, by ${dayOf(p, 'until')}`, text(p, 'what')),
  'review-finding.task-moved': (p) =>
    told(`moved the task to ${dayOf(p, 'until')}`, text(p, 'reason')),
  'review-finding.task-ended': (p) =>
    told(text(p, 'outcome') === 'done' ? 'did the task' : 'dropped the task', text(p, 'reason')),
  'review-finding.task-reminded': (p) =>
    told(
      text(p, 'what') === 'soon'
        ? `reminded of ${dayOf(p, 'until')}`
        : `told that ${dayOf(p, 'until')} was missed`,
    ),
  'review-finding.withdrawn': (p) => told('withdrew it', text(p, 'reason')),

  'patch.recorded': (p) =>
    told(`recorded ${text(p, 'vendor')} ${text(p, 'name')} ${text(p, 'version')}`),
  'patch.position-decided': (p) =>
    told(`decided: ${humanise(text(p, 'position')).toLowerCase()}`, text(p, 'reason')),

  'activity.planned': (p) =>
    told(`planned it every ${text(p, 'everyDays')} days, first by ${dayOf(p, 'firstDue')}`),
  'activity.run-recorded': (p) => ({
    words: `recorded the run of ${dayOf(p, 'on')}: ${text(p, 'outcome')}`,
    detail: text(p, 'summary'),
    files: filesOf(p, 'file'),
  }),
  'activity.retired': (p) => told('retired the activity', text(p, 'reason')),

  'distribution.recorded': (p) => told(`handed over "${text(p, 'subject')}"`, text(p, 'answer')),
}
