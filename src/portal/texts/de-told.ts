import type { ToldKey } from '../../intake/contract.ts'

/** What the server tells reporters by itself, on their page and by mail, in German. */
export const toldInGerman: Readonly<Record<ToldKey, string>> = {
  'told.linked': 'Diese Meldung wird jetzt als Sicherheitsfall bearbeitet.',
  'told.decided': 'Wir haben entschieden, wie wir mit dieser Schwachstelle umgehen.',
  'told.fixed':
    'Eine Korrektur ist fertig und geprüft. Sobald sie erschienen ist, hören Sie von uns.',
  'told.update': 'Die Korrektur ist als Update {update} erschienen.',
  'told.update-withdrawn':
    'Wir haben das Update {update} zurückgezogen. Installieren Sie es nicht. Wir arbeiten an einem neuen; sobald es erschienen ist, hören Sie von uns.',
  'told.update-replaced':
    'Wir haben das Update {update} zurückgezogen. Installieren Sie es nicht. An seine Stelle tritt das Update {instead}.',
  'told.advisory':
    'Wir haben den Sicherheitshinweis {advisory} veröffentlicht. Darin steht, wer betroffen ist und was zu tun ist.',
  'told.ending.duplicate':
    'Wir kennen diese Schwachstelle schon aus einer anderen Meldung. Wir verfolgen beide gemeinsam, und Sie erfahren, was daraus wird.',
  'told.ending.not-a-vulnerability':
    'Wir sind dem nachgegangen, was Sie beschreiben. Es ist keine Schwachstelle unseres Produkts.',
  'told.ending.not-reproducible':
    'Wir konnten nicht nachvollziehen, was Sie beschreiben. Wenn Sie mehr dazu sagen können, sehen wir noch einmal nach.',
  'told.ending.not-ours':
    'Was Sie beschreiben, liegt in einem Produkt, das nicht unseres ist. Wir sagen seinem Hersteller, dass es gefunden wurde.',
  'told.ending.obsolete':
    'Was Sie beschreiben, betrifft nur Versionen, die wir nicht mehr unterstützen. Für sie gibt es keine Korrektur. Wir sagen denen, die sie noch nutzen, was sie stattdessen tun können.',
  'told.withdrawn':
    'Sie haben Ihre Meldung zurückgezogen, und wir schreiben Ihnen nicht mehr. Könnte es die Schwachstelle geben, gehen wir ihr trotzdem nach, um Patienten zu schützen. Sie können Ihre Meldung jederzeit ergänzen; dann antworten wir wieder.',

  'mail.received.subject': 'Wir haben Ihre Meldung',
  'mail.received':
    'Danke für Ihre Sicherheitsmeldung. Sie ist eingegangen und hat das Aktenzeichen {reference}.',
  'mail.received.next':
    'Bis {day} antwortet Ihnen ein Mensch. Bis {assess} sagen wir Ihnen, wie wir es einschätzen. Bis dahin müssen Sie nichts tun.',
  'mail.linked.subject': 'Ihre Meldung wird bearbeitet',
  'mail.acknowledged.subject': 'Ihre Meldung wird geprüft',
  'mail.acknowledged': 'Ein Mensch hat Ihre Meldung {reference} gelesen und schreibt Ihnen:',
  'mail.reply.subject': 'Eine Nachricht zu Ihrer Meldung',
  'mail.reply': 'Wir schreiben Ihnen zu Ihrer Meldung {reference}:',
  'mail.question.subject': 'Eine Frage zu Ihrer Meldung: bitte antworten Sie',
  'mail.question': 'Wir haben eine Frage zu Ihrer Meldung {reference}:',
  'mail.question.next':
    'Bitte antworten Sie: Sonst kommen wir vielleicht nicht weiter. Lassen Sie Patientendaten weg.',
  'mail.assessed.subject': 'Wie wir Ihre Meldung bisher einschätzen',
  'mail.assessed': 'Wir haben uns Ihre Meldung {reference} zum ersten Mal angesehen:',
  'mail.discreet':
    'Was wir Ihnen geschrieben haben, ist vertraulich und steht darum nicht in dieser Mail. Lesen Sie es auf der Seite hinter Ihrem geheimen Link.',
  'mail.news.subject': 'Neues zu Ihrer Meldung',
  'mail.news': 'Es gibt Neues zu Ihrer Meldung {reference}:',
  'mail.where': 'Siehe {where}',
  'mail.next': 'Bis {day} hören Sie wieder von uns.',
  'mail.reopened.subject': 'Wir gehen Ihrer Meldung wieder nach',
  'mail.reopened': 'Wir haben Ihre Meldung {reference} wieder geöffnet:',
  'mail.closed.subject': 'Ihre Meldung ist abgeschlossen',
  'mail.closed.duplicate':
    'Ihre Meldung {reference} ist abgeschlossen: Wir kennen die Schwachstelle schon aus einer anderen Meldung. Sie erfahren trotzdem, wenn sie behoben ist.',
  'mail.closed.not-a-vulnerability':
    'Ihre Meldung {reference} ist abgeschlossen: Was Sie beschreiben, ist keine Schwachstelle.',
  'mail.closed.not-our-product':
    'Ihre Meldung {reference} ist abgeschlossen: Das Produkt ist nicht unseres. Wir geben sie an seinen Hersteller weiter.',
  'mail.closed.obsolete-product':
    'Ihre Meldung {reference} ist abgeschlossen: Wir unterstützen das Produkt nicht mehr.',
  'mail.closed.not-reproducible':
    'Ihre Meldung {reference} ist abgeschlossen: Wir konnten nicht nachvollziehen, was Sie beschreiben.',
  'mail.closed.withdrawn':
    'Ihre Meldung {reference} ist abgeschlossen, da sie zurückgezogen wurde.',
  'mail.closed.resolved':
    'Ihre Meldung {reference} ist abgeschlossen: Die Schwachstelle ist behoben.',
  'mail.closed.message': 'Wir schreiben Ihnen dazu:',
  'mail.closed.next':
    'Sie müssen nichts weiter tun. Sehen Sie es anders oder wissen Sie mehr, schreiben Sie uns, und die Meldung ist wieder offen.',
  'mail.withdrawn.subject': 'Ihre Meldung ist zurückgezogen',
  'mail.link.subject': 'Der neue Link zu Ihrer Meldung',
  'mail.link':
    'Jemand hat diese Adresse genannt und um einen neuen geheimen Link zur Meldung {reference} gebeten. Hier ist er:',
  'mail.link.next':
    'Behalten Sie ihn für sich: Wer ihn hat, kann die Meldung lesen und an Ihrer Stelle antworten. Der bisherige Link gilt nicht mehr. Waren Sie es nicht, der darum gebeten hat, dann hat niemand Ihre Meldung gesehen, und Sie müssen nichts tun.',
  'mail.answer': 'Möchten Sie uns mehr sagen, antworten Sie auf diese Mail.',
  'mail.page':
    'Wie es um Ihre Meldung steht und was wir Ihnen geschrieben haben, sehen Sie auf der Seite hinter Ihrem geheimen Link; dort können Sie die Meldung auch ergänzen. Sie haben keinen Link oder haben ihn verloren? Wir schicken einen an diese Adresse: {url}',
  'mail.proof':
    'Der Stand unseres Verzeichnisses, während wir dies schreiben (bewahren Sie ihn auf: Damit können Sie belegen, was Ihnen gesagt wurde):',
}
