/**
 * What the server tells reporters by itself, in English: on their page (`told.…`) and by mail
 * (`mail.…`). Other languages are texts of the portal with the same keys. `{reference}` may stand in
 * each of a mail; a mail goes through many hands, so none of them tells anything of the flaw.
 */
export const toldWords = {
  'told.linked': 'This report is now worked on as a security case.',
  'told.decided': 'We have decided how this flaw will be dealt with.',
  'told.fixed': 'A fix has been made and tested. You hear from us when it is out.',
  'told.update': 'The fix is available as update {update}.',
  'told.update-withdrawn':
    'We have withdrawn the update {update}. Do not install it. We are working on another one; you hear from us when it is out.',
  'told.update-replaced':
    'We have withdrawn the update {update}. Do not install it. The update {instead} takes its place.',
  'told.advisory':
    'We have published the advisory {advisory}. It says who is affected and what to do.',
  'told.ending.duplicate':
    'We know this flaw already from another report. We follow both together, and you hear what becomes of it.',
  'told.ending.not-a-vulnerability':
    'We have looked into what you describe and found that it is no vulnerability of our product.',
  'told.ending.not-reproducible':
    'We could not reproduce what you describe. If you can tell us more, we look again.',
  'told.ending.not-ours':
    'What you describe lies in a product that is not ours. We tell its owner that it was found.',
  'told.ending.obsolete':
    'What you describe concerns only versions that we no longer support. They get no fix. We tell those who may still use them what to do instead.',
  'told.withdrawn':
    'You took your report back, and we write to you no more. If the flaw may be real, we still look into it, to protect patients. You can add to your report at any time, and we talk again.',

  'mail.received.subject': 'We have your report',
  'mail.received':
    'Thank you for your security report. It has come in and has the reference {reference}.',
  'mail.received.next':
    'A person answers you by {day}. By {assess} we tell you how we judge it. You need do nothing until then.',
  'mail.linked.subject': 'Your report is being worked on',
  'mail.acknowledged.subject': 'Your report is being looked at',
  'mail.acknowledged': 'A person has read your report {reference} and writes to you:',
  'mail.reply.subject': 'A message about your report',
  'mail.reply': 'We write to you about your report {reference}:',
  'mail.question.subject': 'A question about your report: please answer',
  'mail.question': 'We have a question about your report {reference}:',
  'mail.question.next':
    'Please answer: without it we may not be able to go on. Leave out data of patients.',
  'mail.assessed.subject': 'What we make of your report so far',
  'mail.assessed': 'We have had a first look at your report {reference}:',
  'mail.discreet':
    'What we wrote is confidential, so it is not in this mail. Read it on the page behind your secret link.',
  'mail.news.subject': 'News about your report',
  'mail.news': 'There is news about your report {reference}:',
  'mail.where': 'See {where}',
  'mail.next': 'You hear from us again by {day}.',
  'mail.reopened.subject': 'We look at your report again',
  'mail.reopened': 'We have opened your report {reference} again:',
  'mail.closed.subject': 'Your report is closed',
  'mail.closed.duplicate':
    'Your report {reference} is closed: we know this flaw from another report already. You still hear when it is fixed.',
  'mail.closed.not-a-vulnerability':
    'Your report {reference} is closed: what you describe is not a vulnerability.',
  'mail.closed.not-our-product':
    'Your report {reference} is closed: the product is not ours. We hand it over to its owner.',
  'mail.closed.obsolete-product':
    'Your report {reference} is closed: we no longer support the product.',
  'mail.closed.not-reproducible':
    'Your report {reference} is closed: we could not reproduce what you describe.',
  'mail.closed.withdrawn': 'Your report {reference} is closed, as it was taken back.',
  'mail.closed.resolved': 'Your report {reference} is closed: the flaw is fixed.',
  'mail.closed.message': 'We write to you:',
  'mail.closed.next':
    'You need do nothing more. If you see it otherwise or know more, tell us, and the report is open again.',
  'mail.withdrawn.subject': 'Your report is withdrawn',
  'mail.link.subject': 'The new link to your report',
  'mail.link':
    'Somebody who named this address asked for a new secret link to the report {reference}. This is it:',
  'mail.link.next':
    'Keep it to yourself: whoever has it can read the report and answer in your place. The link before it works no more. If it was not you who asked, nobody has seen your report, and you need do nothing.',
  'mail.answer': 'To tell us more, answer this mail.',
  'mail.page':
    'How your report stands, and all that we wrote to you, is on the page behind your secret link; there you can add to it. You have no link, or lost it? We send one to this address: {url}',
  'mail.proof':
    'The state of our ledger as we write this (keep it: it lets you prove what you were told):',
} as const

export type ToldKey = keyof typeof toldWords
