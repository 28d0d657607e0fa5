import { toldInGerman } from './de-told.ts'
import type { TextKey } from './en.ts'

/** The words of the public pages in German. */
export const german: Readonly<Partial<Record<TextKey, string>>> = {
  ...toldInGerman,
  'language.name': 'Deutsch',
  'language.direction': 'ltr',
  'nav.skip': 'Zum Inhalt springen',
  'nav.label': 'Seiten zur Sicherheit',
  'nav.policy': 'Umgang mit Meldungen',
  'nav.report': 'Schwachstelle melden',
  'nav.updates': 'Updates',
  'nav.advisories': 'Sicherheitshinweise',
  'nav.languages': 'Sprache',
  'footer.text': 'Diese Seiten brauchen kein Skript und setzen kein Cookie.',
  'proof.title': 'Nachweis für später',

  'policy.title': 'Eine Schwachstelle melden',
  'policy.lead':
    'Wenn Sie in einem unserer Produkte eine Schwachstelle gefunden haben, möchten wir davon erfahren. Sie brauchen kein Konto und dürfen anonym bleiben.',
  'policy.scope': 'Wofür das gilt',
  'policy.ways': 'Andere Wege',
  'policy.write': 'Schreiben Sie an {mail} oder lesen Sie {txt} (RFC 9116).',
  'policy.phone': 'Telefonisch: {phone}',
  'policy.key':
    'Verschlüsseln Sie Vertrauliches mit {key}. Der Fingerabdruck des Schlüssels lautet {fingerprint}.',
  'policy.key.name': 'unserem OpenPGP-Schlüssel',
  'policy.answers': 'Wir antworten in diesen Sprachen: {languages}.',
  'policy.belongs': 'Was in eine Meldung gehört',
  'policy.belongs.what': 'Was Sie gefunden haben und in welchem Produkt und welcher Version.',
  'policy.belongs.steps': 'Wie man es nachvollziehen kann, Schritt für Schritt.',
  'policy.belongs.impact': 'Was jemand damit anrichten könnte, soweit Sie das abschätzen können.',
  'policy.belongs.known': 'Ob es anderswo bekannt ist oder schon ausgenutzt wird.',
  'policy.no-patients': 'Bitte schicken Sie keine Patientendaten.',
  'policy.no-patients.cover':
    'Geht es in einer Datei nicht ohne, machen Sie Namen und Nummern vorher unkenntlich.',
  'policy.not-to-send': 'Bitte schicken Sie auch Folgendes nicht:',
  'policy.not-watched':
    'Formular und Postfach werden nicht rund um die Uhr gelesen. Sind jetzt Patienten in Gefahr, rufen Sie bitte zusätzlich unseren Kundendienst an.',
  'policy.promise': 'Was wir zusagen',
  'policy.promise.once': 'Sie bekommen sofort ein Aktenzeichen und einen geheimen Link.',
  'policy.promise.acknowledge': 'Innerhalb von {days} Tagen antwortet Ihnen ein Mensch.',
  'policy.promise.assess': 'Innerhalb von {days} Tagen sagen wir Ihnen, wie wir es einschätzen.',
  'policy.promise.progress': 'Mindestens alle {days} Tage erfahren Sie, wie es steht.',
  'policy.promise.fix':
    'Wir sagen Ihnen, wann und wo die Korrektur erschienen ist, und nennen Sie auf Wunsch mit Namen.',
  'policy.promise.fix.unnamed': 'Wir sagen Ihnen, wann und wo die Korrektur erschienen ist.',
  'policy.promise.day':
    'Wir vereinbaren mit Ihnen einen Tag für die Veröffentlichung und halten uns daran.',
  'policy.ask': 'Worum wir Sie bitten',
  'policy.ask.patients':
    'Testen Sie nicht an Geräten, mit denen Patienten behandelt werden, und nicht an fremden Systemen.',
  'policy.ask.data':
    'Sehen, ändern und behalten Sie nicht mehr Daten, als zum Nachweis der Schwachstelle nötig ist.',
  'policy.ask.time': 'Geben Sie uns Zeit, Patienten zu schützen, bevor Sie etwas veröffentlichen.',
  'policy.ask.days':
    'Geben Sie uns bis zu {days} Tage, um Patienten zu schützen, bevor Sie etwas veröffentlichen; den Tag selbst vereinbaren wir mit Ihnen.',
  'policy.harbour.good-faith':
    'Wer sich in gutem Glauben daran hält, hat von uns nichts zu befürchten: Wir gehen nicht rechtlich gegen Sie vor und sagen das auch anderen, die es könnten.',
  'policy.harbour.authorised':
    'Wer sich daran hält, prüft unsere Produkte mit unserer Erlaubnis: Wir sehen das als genehmigt an, gehen nicht rechtlich dagegen vor und sagen das auch anderen, die es könnten.',
  'policy.harbour.no-complaint':
    'Wir erstatten keine Strafanzeige und fordern keinen Schadenersatz von Personen, die sich in gutem Glauben daran halten. Für andere, deren Systeme oder Daten berührt sind, können wir nicht sprechen.',
  'policy.harbour.none': 'Diese Richtlinie sagt nichts über rechtliche Schritte.',
  'policy.recognition.none': 'Wir nennen Meldende nicht öffentlich.',
  'policy.version': 'Fassung {number} dieser Richtlinie, veröffentlicht am {day}.',
  'policy.changed': 'Was sich geändert hat:',
  'policy.versions': 'Alle Fassungen',
  'policy.replaced': 'Diese Fassung wurde ersetzt. Es gilt {current}.',
  'policy.current': 'die aktuelle Richtlinie',
  'policy.default':
    'Diese Seite folgt unseren jetzigen Einstellungen; eine Fassung davon wurde noch nicht veröffentlicht.',
  'policy.no-version': 'Diese Fassung unserer Richtlinie gibt es nicht',
  'policy.no-version.text': 'Auf der Seite der aktuellen Richtlinie stehen alle Fassungen.',

  'form.title': 'Schwachstelle melden',
  'form.intro': 'Nur die erste Antwort ist nötig.',
  'form.not-watched':
    'Dieses Formular wird nicht rund um die Uhr gelesen. Sind jetzt Patienten in Gefahr, rufen Sie bitte zusätzlich unseren Kundendienst an.',
  'form.needed': '{label} (nötig)',
  'form.more': 'Mehr, wenn Sie es wissen',
  'form.you': 'Über Sie, wenn Sie mögen',
  'form.send': 'Meldung absenden',
  'form.waiting': 'Einen Moment: Ihr Browser zeigt gerade, dass hier keine Maschine sendet.',
  'form.trap': 'Bitte leer lassen',
  'form.not-sent': 'Die Meldung wurde noch nicht gesendet',
  'form.kept': 'Was Sie eingegeben haben, steht noch da. Dateien müssen Sie neu auswählen.',
  'field.description': 'Was haben Sie gefunden?',
  'field.product': 'Produkt',
  'field.product.hint': 'So, wie es auf dem Gerät oder am Bildschirm steht.',
  'field.productVersion': 'Version',
  'field.location': 'Wo im Produkt?',
  'field.location.hint': 'Eine Schnittstelle, ein Port, eine Anzeige, eine Datei.',
  'field.source': 'Woher wissen Sie davon?',
  'field.source.f': 'Durch Forschung oder Tests',
  'field.source.d': 'Ich nutze oder betreue das Produkt',
  'field.source.b': 'Ich liefere einen Teil des Produkts',
  'field.title': 'Titel',
  'field.title.hint': 'Bleibt er leer, nehmen wir Ihre ersten Worte.',
  'field.steps': 'Wie lässt es sich nachvollziehen?',
  'field.impact': 'Was könnte jemand damit anrichten?',
  'field.exploited': 'Wird es schon von Angreifern ausgenutzt?',
  'field.alreadyPublic': 'Ist es öffentlich bekannt?',
  'field.disclosurePlans': 'Möchten Sie es veröffentlichen?',
  'field.disclosurePlans.hint': 'Wann und wo, wenn Sie es wissen.',
  'field.reporterName': 'Name',
  'field.reporterEmail': 'E-Mail',
  'field.reporterEmail.hint':
    'Dorthin schreiben wir, wenn etwas geschieht, und schicken einen neuen Link, wenn Sie Ihren verlieren. Ohne sie erfahren Sie es nur über Ihren geheimen Link.',
  'field.credit': 'Wie sollen wir Sie im Sicherheitshinweis nennen?',
  'field.credit.hint': 'Bleibt es leer, nennen wir Sie nicht.',
  'field.thanks': 'Sollen wir Sie auch auf unserer öffentlichen Dankesseite nennen?',
  'field.creditLink': 'Eine Webadresse, zu der Ihr Name dort führt',
  'field.creditLink.hint': 'Etwa https://example.org; ohne bleibt das Feld leer.',
  'field.files': 'Dateien',
  'field.files.hint': 'Höchstens {count} Dateien, zusammen {megabytes} MB.',
  'field.unknown': 'Weiß ich nicht',
  'field.no': 'Nein',
  'field.yes': 'Ja',
  'problem.description': 'Sagen Sie in wenigen Worten, was Sie gefunden haben.',
  'problem.reporterEmail':
    'Geben Sie eine E-Mail-Adresse wie name@example.org ein oder lassen Sie das Feld leer.',
  'problem.creditLink':
    'Geben Sie eine Webadresse wie https://example.org ein oder lassen Sie das Feld leer.',
  'problem.too-long': 'Kürzen Sie das auf {count} Zeichen.',
  'problem.too-many-files': 'Wählen Sie höchstens {count} Dateien aus.',
  'problem.trap': 'Lassen Sie das versteckte letzte Feld leer und senden Sie noch einmal.',

  'received.title': 'Danke, wir haben Ihre Meldung',
  'received.keep': 'Bewahren Sie den geheimen Link jetzt auf.',
  'received.keep.why':
    'Er steht nur auf dieser Seite. Damit sehen Sie, wie es um Ihre Meldung steht, und können sie ergänzen. Wer ihn hat, kann das auch.',
  'received.keep.mailed':
    'Verlieren Sie ihn, können wir einen neuen an die E-Mail-Adresse schicken, die Sie angegeben haben, und nirgendwohin sonst.',
  'received.keep.only':
    'Sie haben keine E-Mail-Adresse angegeben, darum können wir Ihnen keinen neuen schicken: Ohne diesen Link kommen Sie nicht zu Ihrer Meldung zurück und sehen unsere Antwort nicht.',
  'received.link': 'Ihr geheimer Link',
  'received.reference': 'Aktenzeichen',
  'received.answer': 'Ein Mensch antwortet bis',
  'received.proof':
    'Dieser signierte Vermerk legt alle unsere Aufzeichnungen fest, bis kurz vor dem Eingang Ihrer Meldung. Die Seite hinter Ihrem geheimen Link zeigt einen, der auch Ihre Meldung umfasst. Bewahren Sie beide auf: Änderten oder verlören wir je etwas davon, käme es heraus.',

  'reporter.title': 'Meldung {reference}',
  'reporter.added': 'Danke. Es ist jetzt bei Ihrer Meldung.',
  'reporter.withdrawn': 'Ihre Meldung ist zurückgezogen. Wir schreiben Ihnen nicht mehr.',
  'reporter.credited': 'Danke. Wir haben notiert, wie Sie genannt werden möchten.',
  'reporter.still-below': 'Ihre Nachricht steht noch unten.',
  'reporter.about': 'Betrifft',
  'reporter.received': 'Eingegangen',
  'reporter.exit': 'Ergebnis',
  'reporter.assess': 'Unsere Einschätzung bekommen Sie bis',
  'reporter.next': 'Sie hören von uns bis',
  'reporter.messages': 'Nachrichten',
  'reporter.you': 'Sie',
  'reporter.files': 'Dateien: {names}',
  'reporter.reopens': 'Diese Meldung ist abgeschlossen. Was Sie ergänzen, öffnet sie wieder.',
  'reporter.add': 'Ihre Meldung ergänzen',
  'reporter.message': 'Nachricht',
  'reporter.send': 'Absenden',
  'reporter.proof':
    'Dieser signierte Vermerk legt unsere Aufzeichnungen in ihrem jetzigen Stand fest, auch Ihre Meldung. Bewahren Sie ihn auf: Änderten oder verlören wir je etwas davon, käme es heraus.',
  'standing.new': 'Wir haben Ihre Meldung. Beantwortet hat sie noch niemand.',
  'standing.acknowledged': 'Ein Mensch hat Ihre Meldung gelesen und geht ihr nach.',
  'standing.in-case': 'Wir bearbeiten sie als Sicherheitsfall.',
  'standing.ended':
    'Wir haben es geprüft, und es endet ohne Korrektur. Unsere letzte Nachricht sagt, warum.',
  'standing.decided':
    'Wir haben entschieden, wie wir mit dieser Schwachstelle umgehen, und arbeiten daran.',
  'standing.fixed': 'Eine Korrektur ist fertig und geprüft. Hier erfahren Sie, wann sie erscheint.',
  'standing.update-out':
    'Die Schwachstelle ist behoben und die Korrektur erschienen: Unsere Nachrichten unten sagen, wo.',
  'standing.advice-out':
    'Was dagegen zu tun ist, haben wir veröffentlicht: Unsere Nachrichten unten sagen, wo.',
  'standing.withdrawn':
    'Sie haben diese Meldung zurückgezogen, wir schreiben Ihnen nicht mehr. Mit einer Nachricht geht das Gespräch weiter.',
  'standing.closed': 'Diese Meldung ist abgeschlossen. Unsere letzte Nachricht sagt, warum.',
  'link.asked.title': 'Sehen Sie in Ihr Postfach',
  'link.asked.text':
    'Wenn es eine Meldung mit diesem Aktenzeichen und diesem Kontakt gibt, ist ein neuer Link dorthin unterwegs, und nur dorthin. Der alte gilt nicht mehr, sobald der neue verschickt ist. Es kam nichts? Prüfen Sie beides und fragen Sie morgen noch einmal.',
  'exit.duplicate': 'Wir wussten schon davon',
  'exit.not-a-vulnerability': 'Es ist keine Schwachstelle',
  'exit.not-our-product': 'Es ist nicht unser Produkt',
  'exit.obsolete-product': 'Wir unterstützen das Produkt nicht mehr',
  'exit.not-reproducible': 'Wir konnten es nicht nachvollziehen',
  'exit.withdrawn': 'Sie haben sie zurückgezogen',
  'exit.resolved': 'Es ist behoben',
  'credit.title': 'Genannt werden',
  'credit.there':
    'Sie haben uns gesagt, wie Sie genannt werden möchten. Was Sie hier senden, ersetzt es.',
  'credit.none': 'Bisher nennen wir Sie nicht.',
  'credit.thanks':
    'Sie möchten auch auf unserer Dankesseite genannt werden, sobald die Schwachstelle öffentlich ist.',
  'credit.send': 'So merken',
  'withdraw.title': 'Meldung zurückziehen',
  'withdraw.text':
    'Dann schreiben wir Ihnen nicht mehr. Könnte es die Schwachstelle geben, gehen wir ihr trotzdem nach, um Patienten zu schützen. Sie können die Meldung jederzeit ergänzen; dann antworten wir wieder.',
  'withdraw.why': 'Warum? (wenn Sie mögen)',
  'withdraw.send': 'Zurückziehen',
  'link.title': 'Einen neuen geheimen Link anfordern',
  'link.text':
    'Nennen Sie Ihre Meldung und die E-Mail-Adresse, die Sie dazu angegeben haben. Ein neuer Link geht an diese Adresse und nirgendwohin sonst.',
  'link.contact': 'E-Mail-Adresse, die Sie angegeben haben',
  'link.send': 'Neuen Link schicken',
  'link.without':
    'Sie haben keine Adresse angegeben? Dann kann niemand wissen, dass die Meldung von Ihnen ist: Schicken Sie eine neue und nennen Sie darin das Aktenzeichen.',
  'link.lost': 'Haben Sie Ihren geheimen Link verloren?',
  'lost.title': 'Dieser Link führt nirgendwohin',
  'lost.text':
    'Prüfen Sie, ob Sie den ganzen Link kopiert haben. Ein Link gilt nicht mehr, sobald ein neuer verschickt ist. Ist Ihrer verloren, {link}.',
  'lost.link': 'fordern Sie einen neuen an',

  'updates.title': 'Sicherheitsupdates',
  'updates.none': 'Es wurde noch kein Update veröffentlicht.',
  'updates.revision': 'Revision {revision}, veröffentlicht am {day}',
  'updates.withdrawn': 'Zurückgezogen',
  'updates.withdrawn.text': '{withdrawn} am {day}: nicht installieren.',
  'updates.compatibility': 'Verträglichkeit',
  'updates.installation': 'Installation',
  'updates.files': 'Dateien',
  'updates.kit': '{link}, mit den Signaturen, die es belegen.',
  'updates.kit.link': '{reference} als eine Zip-Datei herunterladen',
  'updates.file': 'Datei',
  'updates.verify': 'So prüfen Sie ein Update',
  'updates.root':
    'Laden Sie einmal {link} und vergleichen Sie den SHA-256-Wert mit dem in Ihren Begleitdokumenten:',
  'updates.root.link': 'den Vertrauensanker',
  'updates.how':
    'Entpacken Sie dann die Zip-Datei des Updates und nennen Sie eine ihrer Dateien oder den ganzen Ordner: {command}. Dazu braucht es kein Netz. Ohne dieses Programm leisten {sums} und {gpg} dasselbe.',
  'updates.unknown': 'Dieses Update gibt es nicht',
  'updates.unknown.text':
    'Unter dieser Nummer wird hier kein Update angeboten. Die Liste der Sicherheitsupdates zeigt alle, die es gibt.',

  'advisories.title': 'Sicherheitshinweise',
  'advisories.none': 'Es wurde noch kein Sicherheitshinweis veröffentlicht.',
  'advisories.published': 'Veröffentlicht am {day}. {link}',
  'advisories.csaf': '{reference} als CSAF 2.0',
  'advisories.severity': 'Schweregrad',
  'advisories.affected': 'Betroffen',
  'advisories.fixed': 'Behoben in',
  'advisories.known': 'Bekannt als',
  'advisories.what-to-do': 'Was zu tun ist',

  'thanks.title': 'Danke',
  'thanks.lead':
    'Diese Menschen haben uns Schwachstellen in unseren Produkten gemeldet und uns Zeit gegeben, Patienten zu schützen. Sie wollten hier genannt werden.',
  'thanks.none': 'Hier ist noch niemand genannt.',
  'thanks.silent': 'Wir nennen Meldende nicht öffentlich.',
  'thanks.how':
    'Haben Sie etwas gefunden? {report}. Genannt werden Sie nur auf Wunsch und erst, wenn es öffentlich ist.',
  'thanks.link': 'Wer uns geholfen hat: {thanks}.',
  'thanks.link.name': 'unsere Dankesseite',

  'refused.title': 'Das hat nicht geklappt',
  'failed.title': 'Hier ist etwas schiefgegangen',
  'failed.text':
    'Nichts davon wurde gespeichert. Versuchen Sie es noch einmal. Bleibt es dabei, schreiben Sie uns und nennen Sie {request}.',
  'refusal.access/too-many':
    'Zu viele Anfragen. Warten Sie eine Minute und versuchen Sie es noch einmal.',
  'refusal.report/too-many':
    'Von Ihrer Adresse kommen gerade zu viele Meldungen, und diese wurde nicht angenommen. Gehen Sie im Browser zurück, dort steht sie noch, warten Sie eine Minute und senden Sie sie noch einmal; erlauben Sie auf der Seite Skripte, damit Ihr Browser zeigen kann, dass Sie keine Maschine sind; oder schreiben Sie an {mail}.',
  'refusal.file/too-large':
    'Eine Datei ist größer, als wir annehmen können. Schicken Sie eine kleinere oder teilen Sie sie auf.',
  'refusal.limit/files': 'Zu viele Dateien. Verteilen Sie sie auf mehrere Nachrichten.',
  'refusal.limit/body': 'Das ist zu viel auf einmal. Schicken Sie weniger.',
  'refusal.report/nothing-added': 'Schreiben Sie eine Nachricht oder wählen Sie eine Datei aus.',
  'refusal.report/closed':
    'Diese Meldung ist abgeschlossen. Schicken Sie eine neue und nennen Sie darin das Aktenzeichen.',
  'refusal.report/full':
    'Diese Meldung ist voll. Schicken Sie eine neue und nennen Sie darin das Aktenzeichen.',
}
