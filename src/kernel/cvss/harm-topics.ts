/**
 * What an attack does, asked about a medical device: data of patients, therapy, alarms, diagnosis
 * and time. The idea is that of the rubric named in `reach-topics.ts`; the words are ours.
 */
import { ask, type CvssTopic } from './question.ts'

const confidentiality = (whose: string): CvssTopic => ({
  about: `What the attacker comes to read ${whose}. Health information weighs heavily, and so does what opens the next door: passwords and keys.`,
  question: ask(
    `Can health information or other data about persons ${whose} be read?`,
    ['Yes: of many persons, or whatever the attacker chooses', 'H'],
    [
      'Yes: little, and not what the attacker chooses',
      ask(
        'Can a person be recognised, and something sensitive be learnt about them?',
        ['Yes', 'H'],
        ['No', 'L'],
      ),
    ],
    [
      'No',
      ask(
        'Can passwords, private keys or other secrets be read that open more?',
        ['Yes', 'H'],
        [
          'No',
          ask(
            'Can anything else be read that is not public, such as configuration, logs or addresses?',
            ['Yes', 'L'],
            ['No', 'N'],
          ),
        ],
      ),
    ],
  ),
})

const integrity = (whose: string): CvssTopic => ({
  about: `What the attacker can change ${whose}. What decides on treatment weighs most: therapy, alarms, results, and whose they are.`,
  question: ask(
    `Can therapy settings, doses, alarms or their limits, diagnostic results, images or the patient they belong to be changed ${whose}?`,
    ['Yes, as the attacker chooses', 'H'],
    [
      'Yes, but only few of them, or not as the attacker chooses',
      ask(
        'Could such a change lead to a wrong treatment, or go unnoticed by staff?',
        ['Yes', 'H'],
        ['No: it is seen, and without consequence for a patient', 'L'],
      ),
    ],
    [
      'No',
      ask(
        'Can the software, the accounts or the security settings be changed?',
        ['Yes', 'H'],
        [
          'No',
          ask(
            'Can anything else be changed, such as a log entry or a display setting?',
            ['Yes', 'L'],
            ['No', 'N'],
          ),
        ],
      ),
    ],
  ),
})

const availability = (whose: string): CvssTopic => ({
  about: `What stops or comes late ${whose}. The same minute without function means little for an archive and much for a ventilator.`,
  question: ask(
    `Is therapy, monitoring, alarm or diagnosis delayed or stopped ${whose}?`,
    ['Yes: until somebody acts, or for as long as the attack lasts', 'H'],
    [
      'Yes: for a short while, and it comes back by itself',
      ask(
        'Can the patient or the clinician do without it for that while, also if it happens again and again?',
        ['No', 'H'],
        ['Yes', 'L'],
      ),
    ],
    [
      'No',
      ask(
        'Does something else become slow or fail, such as printing, export or remote service?',
        ['Yes', 'L'],
        ['No', 'N'],
      ),
    ],
  ),
})

const onDevice = 'on the device'
const vulnerable = 'on the vulnerable device or program'
const others = 'on other systems that the attack reaches through it'

const need = (what: string, high: string, low: string): CvssTopic => ({
  about: `How much ${what} of this device matters where it is used. It weighs the loss of ${what} up or down.`,
  question: ask(
    `What follows in this environment when ${what} is lost?`,
    ['We do not know the environment', 'X'],
    [high, 'H'],
    ['Harm that is limited and can be made good', 'M'],
    [low, 'L'],
  ),
})

const requirements: Readonly<Record<string, CvssTopic>> = {
  CR: need(
    'confidentiality',
    'Health information of patients becomes known, or the keys to other systems',
    'Hardly anything: the device holds no personal data and no secrets of others',
  ),
  IR: need(
    'integrity',
    'A patient may get a wrong treatment, or none',
    'Hardly anything: nobody decides on treatment by it',
  ),
  AR: need(
    'availability',
    'A patient may come to harm before a replacement is at hand',
    'Hardly anything: care goes on without it, or a replacement stands beside it',
  ),
}

export const harmTopics3: Readonly<Record<string, CvssTopic>> = {
  ...requirements,
  C: confidentiality(onDevice),
  I: integrity(onDevice),
  A: availability(onDevice),
}

const further: Readonly<Record<string, CvssTopic>> = {
  S: {
    about:
      'Whether a person can be hurt because of the vulnerability, by the scale of IEC 61508. It never changes the score: the safety assessment of the case does the real work.',
    question: ask(
      'Can somebody be injured more than slightly?',
      ['Not assessed yet', 'X'],
      ['No: slight injuries at most', 'N'],
      ['Yes: a serious injury, or a death', 'P'],
    ),
  },
  AU: {
    about: 'Whether one attacker can strike all devices of this kind one after the other.',
    question: ask(
      'Can a program do all steps, from finding a device to taking it over?',
      ['Not known', 'X'],
      ['No: at least one step needs a person at each device', 'N'],
      ['Yes', 'Y'],
    ),
  },
  R: {
    about: 'How the device comes back after the attack, in the ward and not in the workshop.',
    question: ask(
      'How does it come back to its function?',
      ['Not known', 'X'],
      ['By itself', 'A'],
      ['Staff or service must do something', 'U'],
      ['Not at all: it must be replaced or sent in', 'I'],
    ),
  },
  V: {
    about: 'How much one successful attack yields.',
    question: ask(
      'What does the attacker control after one success?',
      ['Not known', 'X'],
      ['One device, or the data of few patients', 'D'],
      ['A central system: many devices, or the data of many patients', 'C'],
    ),
  },
  RE: {
    about: 'What it costs the hospital to act on what we tell them.',
    question: ask(
      'What must the hospital do?',
      ['Not known', 'X'],
      ['Little: it happens by itself, or a setting is changed', 'L'],
      ['Some: each device is updated in a planned pause', 'M'],
      ['Much: service visits, replaced hardware, new acceptance tests', 'H'],
    ),
  },
  U: {
    about: 'How urgent we, the maker, call it. Red asks a hospital to drop other work.',
    question: ask(
      'What do we ask of the hospital?',
      ['We state no urgency', 'X'],
      ['Nothing; this is for information', 'Clear'],
      ['To act with the next maintenance', 'Green'],
      ['To act soon, ahead of maintenance', 'Amber'],
      ['To act at once', 'Red'],
    ),
  },
}

export const harmTopics4: Readonly<Record<string, CvssTopic>> = {
  ...requirements,
  ...further,
  VC: confidentiality(vulnerable),
  VI: integrity(vulnerable),
  VA: availability(vulnerable),
  SC: confidentiality(others),
  SI: integrity(others),
  SA: availability(others),
}
