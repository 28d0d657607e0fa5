import { type Scene, scene } from '../stage.ts'
import { reviewChange } from './change.ts'
import { decideLook, lookAfter, openCandidate } from './looks.ts'
import { keepsRisk } from './risks.ts'

/** The viewer: a supplier tells of a flaw in its library, and a hospital complains of SMBv1. */
export const viewerScenes: readonly Scene[] = [
  scene(12, async (stage) => {
    const { mirko } = stage.cast
    await stage.does(mirko, 'report/dcmtk', 'receive', {
      title: 'DCMTK: path traversal while storing received files',
      description:
        'Your software uses DCMTK 3.6.6. A sender can choose file names that leave the storage folder (CVE-2022-2119). Version 3.6.7 corrects it.',
      product: 'Lucent View',
      productVersion: '5.1.0',
      source: 'b',
      channel: 'mail',
      reference: `Supplier notice ${stage.date(12).slice(0, 4)}-118`,
      identifiers: ['CVE-2022-2119'],
      alreadyPublic: 'yes',
      reporterName: 'Product security of the supplier',
      reporterEmail: 'psirt@imaging-libraries.example',
    })
  }),
  scene(14, async (stage) => {
    const { mirko, tomas } = stage.cast
    await stage.does(mirko, 'report/dcmtk', 'acknowledge', {
      message: 'Thank you. We use the library in the image server and are looking at it.',
      nextDate: stage.date(30),
    })
    await stage.does(tomas, 'case/dcmtk', 'open', {
      title: 'Received images can be written outside the storage folder (DCMTK)',
      summary: 'A sender chooses the path under which the image server stores a file.',
      report: stage.id('report/dcmtk'),
      cve: 'CVE-2022-2119',
      cwe: 'CWE-22',
    })
    await stage.does(tomas, 'case/dcmtk', 'verify-report', {
      outcome: 'reproduced',
      product: stage.id('product/lucent'),
      revision: '5.1.0',
      how: 'A sender of our own, with a file name that begins with two dots.',
    })
    await stage.does(tomas, 'case/dcmtk', 'describe', {
      rootCause: 'The library did not clean file names; fixed upstream in 3.6.7.',
      facts: {
        summary:
          'Since 5.2.0 imported files are checked and stored under names of our own, and port 104 answers only modalities that were entered before.',
        ports: [{ port: 104, protocol: 'tcp', service: 'DICOM' }],
        product: { name: 'Lucent View', affected: '<= 5.1.0', fixed: '5.2.0' },
        components: [
          { name: 'DCMTK', purl: 'pkg:github/dcmtk/dcmtk', affected: '< 3.6.7', fixed: '3.6.8' },
        ],
        features: ['import folder', 'import from CD'],
        terms: ['imported without further checks'],
        guidance: ['Accept DICOM connections from known modalities only.'],
      },
    })
    await stage.does(tomas, 'case/dcmtk', 'set-impact', {
      rows: ['5.0.2', '5.1.0'].map((revision) => ({
        product: stage.id('product/lucent'),
        revision,
        status: 'affected',
        statement: 'The image server stores received files by this library.',
      })),
    })
    await stage.does(tomas, 'case/dcmtk', 'score', {
      vector: 'CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:H/A:N',
      source: 'NVD',
    })
  }),
  scene(16, async (stage) => {
    const { mirko, erika } = stage.cast
    await stage.does(mirko, 'report/archive', 'receive', {
      title: 'Your guide makes us switch on SMBv1',
      description:
        'Complaint 4-1187: our IT security has forbidden SMBv1 since years. Your installation guide demands it for the import of the old archive. We cannot operate the viewer like this.',
      product: 'Lucent View',
      productVersion: '5.1.0',
      source: 'd',
      channel: 'complaint',
      reference: 'Complaint 4-1187',
      reporterName: 'Jonas Weber',
      reporterEmail: 'it-security@uk-marienfeld.example',
    })
    await stage.does(mirko, 'report/archive', 'acknowledge', {
      message: 'You are right, and we are sorry. We will tell you what can be done by next month.',
      nextDate: stage.date(45),
    })
    await stage.does(erika, 'case/archive', 'open', {
      title: 'Archive import needs SMBv1',
      summary: 'The image server mounts the archive share with SMBv1 and without a password.',
      report: stage.id('report/archive'),
      cwe: 'CWE-306',
    })
    await stage.does(erika, 'case/archive', 'verify-report', {
      outcome: 'reproduced',
      product: stage.id('product/lucent'),
      revision: '5.1.0',
      how: 'The import of an old archive ends where the server refuses SMBv1.',
    })
    await stage.does(erika, 'case/archive', 'set-impact', {
      rows: ['5.0.2', '5.1.0'].map((revision) => ({
        product: stage.id('product/lucent'),
        revision,
        status: 'affected',
        statement: 'Where the archive share is used.',
      })),
    })
    await stage.does(erika, 'case/archive', 'score', {
      vector: 'CVSS:4.0/AV:A/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:N/SC:L/SI:L/SA:L',
    })
  }),
  scene(28, async (stage) => {
    const { tomas, erika, anna } = stage.cast
    await stage.does(tomas, 'case/dcmtk', 'propose-disposition', {
      path: 'code-fix',
      reason: 'Version 3.6.8 of the library is compatible.',
      guidance: ['Accept DICOM connections from known modalities only.'],
    })
    await stage.does(anna, 'case/dcmtk', 'approve-disposition', {})
    await stage.does(tomas, 'case/dcmtk', 'decide-disclosure', {
      disclose: true,
      audiences: ['customers', 'public'],
      on: stage.date(130),
      reason: 'The flaw is known to the public; customers need to know that we are concerned.',
    })
    await stage.does(anna, 'case/dcmtk', 'approve-disclosure', {})
    await stage.does(tomas, 'case/dcmtk', 'request-change', {
      reference: 'CR-2310',
      description: 'Update DCMTK to 3.6.8 and store received files under names of our own.',
    })
    await reviewChange(stage, erika, 'case/dcmtk', {
      safety: 'Images stay assigned to their patient by their identifiers, not by file names.',
      security: 'Names from outside reach no path any more.',
      effectiveness: 'The public example file is stored inside the folder.',
    })
    await stage.does(erika, 'case/archive', 'propose-disposition', {
      path: 'code-fix',
      reason: 'SMBv3 with an account of its own is possible for all archives that we support.',
      guidance: ['Separate image server and archive from all other systems until the update.'],
    })
    await stage.does(tomas, 'case/archive', 'approve-disposition', {})
    await stage.does(erika, 'case/archive', 'request-change', {
      reference: 'CR-2318',
      description: 'Mount the archive share with SMBv3 and an account of its own.',
    })
    await reviewChange(stage, tomas, 'case/archive', {
      safety: 'A missing archive is shown; no image is lost.',
      security: 'Signed and encrypted connection, one account for it.',
      effectiveness: 'Tried against three archives.',
    })
    await keepsRisk(stage, erika, 'case/archive', {
      product: 'product/lucent',
      register: 'R-102',
      category: 'Communication',
      residual: 'not-acceptable',
      description: 'Until the change is there, the share can be read in the clinical network.',
    })
  }),
  ...[45, 74, 102].map((day) =>
    scene(day, async (stage) => {
      await stage.does(stage.cast.mirko, 'report/archive', 'reply', {
        message: 'We are still working on it: one old archive makes it difficult.',
        nextDate: stage.date(day + 30),
      })
    }),
  ),
  scene(66, async (stage) => {
    const { erika, tomas } = stage.cast
    await stage.does(tomas, 'case/archive', 'verify-fix', {
      product: stage.id('product/lucent'),
      fixedIn: '5.2.0',
      tested: 'Import from three archives.',
      how: 'By hand, with SMBv1 switched off on both sides.',
      regression: 'Import from the newest archive over the old way: it goes on as before.',
      passed: false,
    })
    await stage.does(erika, 'case/archive', 'note', {
      text: 'The oldest of the three archives breaks off after 4 GB. CR-2318 is worked on again.',
    })
  }),
  scene(96, async (stage) => {
    const { tomas, erika } = stage.cast
    await stage.does(erika, 'case/dcmtk', 'verify-fix', {
      product: stage.id('product/lucent'),
      fixedIn: '5.2.0',
      tested: 'The public example, and 2,000 file names from a fuzzer: all stayed in the folder.',
      how: 'Sent over DICOM by a script; the folder and its parents were compared afterwards.',
      regression: 'Receiving and finding again of 500 studies from six modalities.',
      regressionTests: ['TC-410', 'TC-411'],
      passed: true,
    })
    await keepsRisk(stage, tomas, 'case/dcmtk', {
      product: 'product/lucent',
      register: 'R-104',
      category: 'Imported data',
      residual: 'acceptable',
      description: 'Revisions that are not updated store files where the sender says.',
      compensatingControl: 'Accept DICOM connections from known modalities only.',
    })
    await stage.does(tomas, 'case/dcmtk', 'ask-owners', {
      products: [stage.id('product/careline')],
    })
    await stage.does(stage.cast.erika, 'case/dcmtk', 'answer-for-product', {
      product: stage.id('product/careline'),
      answer: 'not-affected',
      justification: 'component-not-present',
      statement: 'The gateway does not use the library.',
    })
    await stage.does(tomas, 'case/dcmtk', 'name-third-party', {
      owner: 'DCMTK',
      component: 'dcmtk 3.6.6',
      contact: 'https://support.dcmtk.org/redmine/',
    })
    await stage.does(tomas, 'case/dcmtk', 'send-notice', {
      party: 'DCMTK',
      elsewhere: true,
      sentOn: stage.date(29),
      how: 'By the supplier who told us.',
    })
    await stage.does(tomas, 'case/dcmtk', 'record-answer', {
      party: 'DCMTK',
      answer: 'fixed-upstream',
      on: stage.date(29),
      version: '3.6.7',
      text: 'Known to the owner, and fixed already.',
    })
  }),
  // One statement is false and one was dismissed; the others still wait for somebody.
  scene(98, async (stage) => {
    await openCandidate(stage, 'case/dcmtk', {
      defect: 'defect/import',
      says: 'without further checks',
      document: 'document/lucent-security',
      title: 'Security guide lets images in without checks',
      severity: 'medium',
      misleads: 'Administrators trust the import folder more than they should.',
    })
    const look = await lookAfter(stage, 'case/dcmtk')
    await decideLook(stage, look, [['DCMTK was updated', 'Release notes of 5.1.0: right for it.']])
    await stage.does(stage.cast.wanda, 'defect/import', 'assign', {
      to: stage.cast.wanda.name,
      until: stage.date(128),
    })
  }),
]
