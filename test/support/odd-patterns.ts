/** Phrases as a hostile or careless catalogue might have them; each list is one concept. */
export const oddPatterns: readonly (readonly string[])[] = [
  ['(a+)+$'],
  ['(a|aa)+ (a|aa)+ (a|aa)+'],
  ['.*', '.* .* .* .*'],
  ['_ _ _ _ _ _ _ _'],
  ['aaa* aaa* aaa* aaa* aaa* aaa* aaa* aaa*'],
  ['aaa*|aaaa*|aaaaa*|_ aaa*|aaaa*|aaaaa*|_ aaa*|aaaa*|aaaaa*|_ aaa*|aaaa*|aaaaa*|_'],
  Array.from({ length: 200 }, (_, at) => `report ${'_ '.repeat(at % 6)}aaa*`),
  [Array.from({ length: 8 }, () => 'a|b|c|d|e').join(' ')],
  ['a b c d e f g h i'],
  ['ab*'],
  ['two-words'],
  ['<no-class>'],
  ['@concept'],
  ['@nothing'],
  ['a||b'],
]
