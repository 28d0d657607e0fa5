/**
 * What an attack takes, asked about a medical device. The idea, to lead people to a value by
 * questions about care and hospitals, is that of the rubric for applying CVSS to medical devices
 * (MITRE, qualified by the FDA as a medical device development tool); the words are ours.
 */
import { ask, type CvssTopic } from './question.ts'

const attackVector: CvssTopic = {
  about:
    'From where somebody can attack. A pump that any computer of the hospital reaches is worse off than one whose service connector must be held in the hand.',
  question: ask(
    'How do the data of the attack get to the device?',
    [
      'Over a network, by cable or by radio',
      ask(
        'From how far away does it work?',
        [
          'Through routers: from another part of the hospital network, a remote service access or the internet',
          'N',
        ],
        [
          'Only from the same network segment, or within radio range (Wi-Fi, Bluetooth, NFC, telemetry)',
          'A',
        ],
      ),
    ],
    [
      'Through the device itself: an account or program on it, its keyboard or screen, or a file that somebody opens on it',
      'L',
    ],
    [
      'By hands on the device: its ports, its service connector, its memory card, its opened housing',
      'P',
    ],
  ),
}

const attackComplexity3: CvssTopic = {
  about:
    'Whether the attack works at will, or only where things come together that the attacker cannot bring about.',
  question: ask(
    'Does the attack work at once, every time, on every device of this kind?',
    ['Yes', 'L'],
    [
      'No',
      ask(
        'What does it depend on?',
        [
          'Something that the attacker must first find out for this one device, or a place between two parties, or luck with the timing',
          'H',
        ],
        // Specification 3.1, section 2.1: score as if the device had the vulnerable configuration.
        ['Only on a configuration of the device that some hospitals have', 'L'],
        ['Only on trying several times, which a program does', 'L'],
      ),
    ],
  ),
}

const attackComplexity4: CvssTopic = {
  about:
    'Whether the attacker must get round something that was built in against attacks. Conditions that nobody built in are asked by attack requirements.',
  question: ask(
    'Must the attacker get round a protection of the device, such as randomised memory, or learn a secret of this one device?',
    ['No', 'L'],
    [
      'Yes',
      ask(
        'Is the protection there on every device as delivered, and does it hold for a while?',
        ['Yes', 'H'],
        ['No: many devices lack it, or a known tool passes it at once', 'L'],
      ),
    ],
  ),
}

const attackRequirements: CvssTopic = {
  about:
    'Whether the attack needs circumstances that nobody built in as a protection and that are not always there. Assume the configuration in which the device is vulnerable.',
  question: ask(
    'Does it work whenever the attacker wants, on the device as it is used in care?',
    ['Yes', 'N'],
    ['No: it needs luck with the timing, or a moment such as start, service or transfer', 'P'],
    ['No: the attacker must sit between two systems that speak with each other', 'P'],
  ),
}

const privilegesRequired: CvssTopic = {
  about:
    'What the attacker must be allowed to do before the attack. A password that is the same on all devices and stands in a manual protects nobody.',
  question: ask(
    'Must the attacker be signed in, or hold a key of the device, before the attack?',
    ['No', 'N'],
    [
      'Yes',
      ask(
        'Is that password or key the same on all devices, printed in a manual, or easy to find?',
        ['Yes', 'N'],
        [
          'No',
          ask(
            'Whose rights are needed?',
            ['Those of clinical staff or any ordinary account', 'L'],
            ['Those of service, biomedical engineering or administration', 'H'],
          ),
        ],
      ),
    ],
  ),
}

const otherPerson =
  'Whether somebody else must do something: a nurse who opens a file, a technician who plugs in a stick. The attacker does not count.'

const userInteraction3: CvssTopic = {
  about: otherPerson,
  question: ask(
    'Must a person other than the attacker do something for the attack to work?',
    ['No: the device can be attacked while nobody is near', 'N'],
    ['Yes: open, connect, confirm, restart or visit something', 'R'],
  ),
}

const userInteraction4: CvssTopic = {
  about: otherPerson,
  question: ask(
    'Must a person other than the attacker do something for the attack to work?',
    ['No: the device can be attacked while nobody is near', 'N'],
    [
      'Yes',
      ask(
        'What must they do?',
        ['What they do anyway in their work, without noticing anything', 'P'],
        ['Something of its own: pass over a warning, put in a medium, change a setting', 'A'],
      ),
    ],
  ),
}

const scope: CvssTopic = {
  about:
    'Whether the harm stays with what is vulnerable, or reaches things under another authority: another system, or the operating system below an application.',
  question: ask(
    'Does the attack harm directly something that the vulnerable part does not itself control the access to?',
    ['No: only the vulnerable device or program and its own data', 'U'],
    [
      'Yes: other devices, the record or image archive, the host of a virtual machine, the browser of a user',
      'C',
    ],
  ),
}

const notKnown = 'We have not looked'

const exploits3: CvssTopic = {
  about:
    'How far the means of attack have come. Look into CISA KEV, EPSS and the exploit collections, and write down the day.',
  question: ask(
    'What is there to attack with?',
    [notKnown, 'X'],
    ['Nothing that is known; it is theory', 'U'],
    [
      'Something is public',
      ask(
        'How well does it work?',
        ['It shows the flaw, and needs skill to become an attack', 'P'],
        ['It works in most hospitals that have this device, or attacks are reported', 'F'],
        ['It works everywhere, spreads by itself, or no tool is needed at all', 'H'],
      ),
    ],
  ),
}

const exploits4: CvssTopic = {
  about: exploits3.about,
  question: ask(
    'What is there to attack with?',
    [notKnown, 'X'],
    ['Nothing that is known: no public means, no reported attempt', 'U'],
    ['A public proof of concept, and no reported attack', 'P'],
    ['Attacks are reported, or a ready tool is offered', 'A'],
  ),
}

const remedy: CvssTopic = {
  about: 'What the users of the device can do today. It lowers the score as help becomes better.',
  question: ask(
    'What is there against it?',
    [notKnown, 'X'],
    ['Nothing', 'U'],
    ['Advice of others, or a measure of the hospital that nobody has confirmed', 'W'],
    ['A temporary measure or interim update that we stand for', 'T'],
    ['Our released and verified update', 'O'],
  ),
}

const confidence: CvssTopic = {
  about: 'How sure it is that the vulnerability exists and is as it was told.',
  question: ask(
    'Who has confirmed it?',
    [notKnown, 'X'],
    ['We reproduced it, or its maker acknowledged it', 'C'],
    ['Somebody credible tells details; we have not reproduced all of it', 'R'],
    ['There are signs, and the cause is not known', 'U'],
  ),
}

/** By metric; these mean the same in 3.0, 3.1 and 4.0. */
export const reachTopics: Readonly<Record<string, CvssTopic>> = {
  AV: attackVector,
  PR: privilegesRequired,
}

export const reachTopics3: Readonly<Record<string, CvssTopic>> = {
  AC: attackComplexity3,
  UI: userInteraction3,
  S: scope,
  E: exploits3,
  RL: remedy,
  RC: confidence,
}

export const reachTopics4: Readonly<Record<string, CvssTopic>> = {
  AC: attackComplexity4,
  AT: attackRequirements,
  UI: userInteraction4,
  E: exploits4,
}
