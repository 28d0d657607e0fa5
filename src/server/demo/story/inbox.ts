import { type Scene, scene } from '../stage.ts'
import { letMailFail } from './mail.ts'

/** What else comes in: a duplicate, a complaint that is none, one under embargo, and what is new. */
export const inboxScenes: readonly Scene[] = [
  scene(13, async (stage) => {
    const { mirko } = stage.cast
    await stage.does(mirko, 'report/alarm', 'receive', {
      title: 'Alarm of the pump is too quiet in the intensive care unit',
      description: 'Complaint 4-1179: with three pumps at a bed the alarm is not heard outside.',
      product: 'Careline IP-2',
      source: 'd',
      channel: 'complaint',
      reference: 'Complaint 4-1179',
      reporterName: 'Dana Ruiz',
      reporterEmail: 'biomed@westshore-hospital.example',
    })
    await stage.does(mirko, 'report/alarm', 'conclude', {
      exit: 'not-a-vulnerability',
      reason: 'No security in it: goes on as a complaint (ISO 13485).',
      message: 'This is handled by our complaint team, who will call you. It is no security flaw.',
    })
  }),
  scene(31, async (stage) => {
    const { mirko } = stage.cast
    await stage.does(mirko, 'report/again', 'receive', {
      title: 'Default credentials on Careline gateway',
      description: 'Our scan found that service / care4you is accepted on port 8080.',
      product: 'Careline IP-2 gateway',
      source: 'd',
      channel: 'mail',
      reporterName: 'Petra Lang',
      reporterEmail: 'medical-it@st-anna-rothbach.example',
    })
    await stage.does(mirko, 'report/again', 'merge', {
      report: stage.id('report/password'),
      reason: 'The same as the report of the researcher about the factory password.',
      message:
        'We know of this and are working on it. Please block port 8080 until the update is there.',
    })
  }),
  scene(88, async (stage) => {
    const { erika, tomas, anna } = stage.cast
    await stage.does(erika, 'report/parser', 'receive', {
      title: 'Crash of the image server while reading a crafted study',
      description: 'A coordinator forwards a finding that other makers share. Not to be passed on.',
      product: 'Lucent View',
      productVersion: '5.1.0',
      source: 'f',
      channel: 'api',
      reference: 'VU#990021',
      exploited: 'no',
      alreadyPublic: 'no',
      disclosurePlans: 'Coordinated, on one day with three other makers.',
      reporterName: 'Coordination desk',
      reporterEmail: 'cases@coordination-centre.example',
    })
    await stage.does(erika, 'case/parser', 'open', {
      title: 'Image server can be crashed by a crafted study',
      summary: 'Reading beyond a buffer; whether more than a crash is possible is being looked at.',
      report: stage.id('report/parser'),
      cwe: 'CWE-125',
    })
    await stage.does(erika, 'case/parser', 'set-embargo', {
      named: [erika, tomas, anna].map(({ id }) => id),
      until: stage.date(150),
      reason: 'Agreed with the coordinator and three other makers.',
    })
    await stage.does(erika, 'case/parser', 'set-impact', {
      rows: [
        {
          product: stage.id('product/lucent'),
          revision: '5.1.0',
          status: 'under-investigation',
          statement: '',
        },
      ],
    })
  }),
  scene(109, async (stage) => {
    await stage.does(stage.cast.erika, 'report/parser', 'reply', {
      message: 'We can repeat the crash and look for more.',
      nextDate: stage.date(135),
    })
  }),
  scene(108, async (stage) => {
    await stage.does(stage.stranger, 'report/overdue', 'receive', {
      title: 'Security page lists patches without dates',
      description: 'Your list of approved patches does not say since when each is approved.',
      product: 'Lucent View',
      source: 'd',
      channel: 'portal',
    })
  }),
  scene(111, async (stage) => {
    const { mirko, erika } = stage.cast
    await stage.does(mirko, 'report/session', 'receive', {
      title: 'Session of the viewer works after signing out',
      description:
        'After signing out in the viewer, requests with the old session are answered for about ten minutes. I can send a recording.',
      product: 'Lucent View',
      productVersion: '5.1.0',
      impact: 'Somebody at a shared workplace could go on as the person before.',
      source: 'f',
      channel: 'mail',
      credit: 'R. Castellan',
      reporterName: 'R. Castellan',
      reporterEmail: 'rc@castellan-research.example',
    })
    await letMailFail(stage)
    await stage.does(mirko, 'report/session', 'acknowledge', {
      message: 'Thank you. Please send the recording; we are trying to repeat it.',
      nextDate: stage.date(125),
    })
    await stage.does(erika, 'case/session', 'open', {
      title: 'Session of the viewer outlives the sign-out',
      summary: 'Reported with steps; not repeated yet.',
      report: stage.id('report/session'),
      cwe: 'CWE-613',
    })
  }),
  scene(116, async (stage) => {
    const { mirko } = stage.cast
    await stage.does(mirko, 'report/exports', 'receive', {
      title: 'Audit log: exports by a disabled user',
      description:
        'The weekly look at the audit messages shows two exports after the account ended.',
      product: 'Lucent View',
      source: 'e',
      channel: 'log',
      reference: 'Weekly look at the audit log',
    })
    await stage.does(mirko, 'report/exports', 'acknowledge', {
      message: 'Asked the hospital for the messages of that day.',
      nextDate: stage.date(122),
    })
    await stage.does(mirko, 'report/exports', 'assign', { to: mirko.id })
    await stage.does(mirko, 'report/session', 'assign', { to: stage.cast.erika.id })
  }),
  scene(118, async (stage) => {
    await stage.does(stage.stranger, 'report/new', 'receive', {
      title: 'Gateway restarts when many pumps are moved at once',
      description:
        'Moving 30 pumps from one ward to another at the same time restarts the gateway. It could be used to keep it down.',
      product: 'Careline IP-2 gateway',
      productVersion: '2.4.0',
      source: 'd',
      channel: 'portal',
      reporterName: 'Petra Lang',
      reporterEmail: 'medical-it@st-anna-rothbach.example',
    })
  }),
]
