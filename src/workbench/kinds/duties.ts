/** Short names of the constraints of clauses 5.8.2 and 6.3, which release documents can miss. */
const duties: Readonly<Record<string, string>> = {
  '5.8.2/requirements': 'requirements for the documents',
  '5.8.2/secure-operation': 'secure operation',
  '5.8.2/network': 'network configuration',
  '5.8.2/access': 'access control',
  '5.8.2/communications': 'secure communication',
  '5.8.2/conformance': 'scoping and tailoring of the standard',
  '5.8.2/annex-e': 'coverage of Annex E',
  '5.8.2/accounts': 'account management',
  '5.8.2/residual': 'residual risks with their controls',
  '5.8.2/residual-data': 'data that stays in the device',
  '5.8.2/retention': 'retention of live data',
  '5.8.2/disposal': 'disposal at the end of use',
  '5.8.2/updated': 'updates of the documents',
  '5.8.2/release-notes': 'what the release notes carry',
  '6.3/inform': 'how users are told of updates',
  '6.3/compatibility': 'compatibility statement',
  '6.3/unapproved': 'updates that are not approved',
  '6.3/available': 'where updates are available',
  '6.3/integrity': 'how an update is verified',
}

/** What a duty of a clause is about; its id where this page has no words for it. */
export const dutyInWords = (id: string): string => duties[id] ?? id
