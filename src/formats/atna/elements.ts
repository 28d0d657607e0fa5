/** The elements of an audit message and what each must and may have (DICOM PS3.15 A.5.1). */

export interface ElementRule {
  readonly required: readonly string[]
  readonly optional: readonly string[]
  /** Attributes with a list of values. */
  readonly values: Readonly<Record<string, readonly string[]>>
  /** Elements within: at least, at most. */
  readonly children: Readonly<Record<string, readonly [least: number, most: number]>>
}

const upTo = (last: number): readonly string[] =>
  Array.from({ length: last }, (_, index) => String(index + 1))

const many = Number.POSITIVE_INFINITY
const plain: ElementRule = { required: [], optional: [], values: {}, children: {} }
const coded: ElementRule = {
  ...plain,
  required: ['csd-code'],
  optional: ['codeSystem', 'codeSystemName', 'displayName', 'originalText'],
}

export const atnaElements: Readonly<Record<string, ElementRule>> = {
  AuditMessage: {
    ...plain,
    children: {
      EventIdentification: [1, 1],
      ActiveParticipant: [1, many],
      AuditSourceIdentification: [1, many],
      ParticipantObjectIdentification: [0, many],
    },
  },
  EventIdentification: {
    required: ['EventDateTime', 'EventOutcomeIndicator'],
    optional: ['EventActionCode'],
    values: {
      EventActionCode: ['C', 'R', 'U', 'D', 'E'],
      EventOutcomeIndicator: ['0', '4', '8', '12'],
    },
    children: {
      EventID: [1, 1],
      EventTypeCode: [0, many],
      EventOutcomeDescription: [0, 1],
      PurposeOfUse: [0, many],
    },
  },
  EventID: coded,
  EventTypeCode: coded,
  PurposeOfUse: coded,
  EventOutcomeDescription: plain,
  ActiveParticipant: {
    required: ['UserID', 'UserIsRequestor'],
    optional: [
      'AlternativeUserID',
      'UserName',
      'UserTypeCode',
      'NetworkAccessPointID',
      'NetworkAccessPointTypeCode',
    ],
    values: { UserTypeCode: upTo(2), NetworkAccessPointTypeCode: upTo(5) },
    children: { RoleIDCode: [0, many], MediaType: [0, 1], UserIDTypeCode: [0, 1] },
  },
  RoleIDCode: coded,
  MediaType: coded,
  UserIDTypeCode: coded,
  AuditSourceIdentification: {
    required: ['AuditSourceID'],
    optional: ['AuditEnterpriseSiteID'],
    values: {},
    children: { AuditSourceTypeCode: [0, many] },
  },
  AuditSourceTypeCode: coded,
  ParticipantObjectIdentification: {
    required: ['ParticipantObjectID'],
    optional: [
      'ParticipantObjectTypeCode',
      'ParticipantObjectTypeCodeRole',
      'ParticipantObjectDataLifeCycle',
      'ParticipantObjectSensitivity',
    ],
    values: {
      ParticipantObjectTypeCode: upTo(4),
      ParticipantObjectTypeCodeRole: upTo(24),
      ParticipantObjectDataLifeCycle: upTo(15),
    },
    children: {
      ParticipantObjectIDTypeCode: [1, 1],
      ParticipantObjectName: [0, 1],
      ParticipantObjectQuery: [0, 1],
      ParticipantObjectDetail: [0, many],
      // The schema files ask for it; the text of the standard, and senders, leave it out.
      ParticipantObjectDescription: [0, many],
    },
  },
  ParticipantObjectIDTypeCode: {
    ...coded,
    required: ['csd-code', 'originalText', 'codeSystemName'],
    optional: ['codeSystem', 'displayName'],
  },
  ParticipantObjectName: plain,
  ParticipantObjectQuery: plain,
  ParticipantObjectDetail: { ...plain, required: ['type', 'value'] },
  ParticipantObjectDescription: {
    ...plain,
    children: {
      MPPS: [0, many],
      Accession: [0, many],
      SOPClass: [0, many],
      ParticipantObjectContainsStudy: [0, many],
      Encrypted: [0, 1],
      Anonymized: [0, 1],
    },
  },
  MPPS: { ...plain, required: ['UID'] },
  Accession: { ...plain, required: ['Number'] },
  SOPClass: {
    ...plain,
    required: ['UID'],
    optional: ['NumberOfInstances'],
    children: { Instance: [0, many] },
  },
  Instance: { ...plain, required: ['UID'] },
  ParticipantObjectContainsStudy: { ...plain, children: { StudyIDs: [0, many] } },
  StudyIDs: { ...plain, required: ['UID'] },
  Encrypted: plain,
  Anonymized: plain,
}
