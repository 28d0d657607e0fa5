/** Kinds of document that go to users with the product, as the library has them. */
export const accompanyingKinds = [
  'ifu',
  'installation',
  'administration',
  'security-guide',
  'release-notes',
  'network-diagram',
  'mds2',
] as const
