import { describe, expect, it } from 'vitest'
import { guessAmong } from './guess.ts'
import { type Language, ownLanguages } from './languages.ts'

const french: Language = {
  tag: 'fr',
  texts: {
    'form.title': 'Signaler une vulnérabilité',
    'policy.lead':
      'Si vous avez trouvé une faille dans un de nos produits, nous voulons le savoir. Vous n’avez pas besoin de compte.',
    'policy.promise.day': 'Nous convenons avec vous du jour de la publication.',
  },
}
const guess = (text: string, all = ownLanguages) => guessAmong(all)(text)

describe('the language of a text', () => {
  it.each([
    ['de', 'Guten Tag, die Pumpe startet neu, wenn man ein langes Wort in das Feld eingibt.'],
    ['de', 'Das Passwort steht im Klartext in der Datei config.ini. Bitte sehen Sie sich das an.'],
    ['en', 'Hello, the pump restarts when somebody types a long word into the field.'],
    ['en', 'We found that your service on port 8443 accepts any certificate.'],
    [
      'de',
      'Ich habe im Log gefunden: error: the connection is not open, wenn die Pumpe neu startet. Das ist bei allen Geräten so, und wir wissen nicht, was es heißt.',
    ],
  ])('is %s for "%s"', (tag, text) => {
    expect(guess(text)).toBe(tag)
  })

  it.each([
    '',
    'CVE-2026-12345',
    'Traceback at 0x00ff13, segfault in libfoo.so.2 (SIGSEGV)',
    'Hola, la bomba se reinicia cuando alguien escribe una palabra larga en el campo.',
    'Bonjour, la pompe redémarre si on tape un mot trop long dans le champ.',
    'ポンプが再起動します。',
    '\u0000'.repeat(100),
  ])('is not clear for "%s"', (text) => {
    expect(guess(text)).toBeUndefined()
  })

  it('is one that a maker added, by the words of their file', () => {
    const text =
      'Bonjour, nous avons trouvé une faille dans un de vos produits, et vous devez le savoir.'
    expect(guess(text)).toBeUndefined()
    expect(guess(text, [...ownLanguages, french])).toBe('fr')
    expect(guess('Hello, the pump restarts when it is hot.', [...ownLanguages, french])).toBe('en')
  })

  it('is that of who writes, not of what they quote', () => {
    const quoted = '> Your report is closed. We write to you no more. If you know more, tell us.\n'
    expect(guess(`${quoted.repeat(5)}Das sehen wir anders: Die Pumpe ist noch im Haus.`)).toBe('de')
  })
})
