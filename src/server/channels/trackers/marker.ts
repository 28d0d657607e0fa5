/**
 * What we write into an issue ends in the id of its delivery: so a repeated attempt finds the first,
 * and our own words do not come back as somebody's. No sign in it means anything in any markup.
 */
export const markerOf = (delivery: string): string =>
  `vulnerary delivery ${delivery.replaceAll('-', '')}`

const pattern =
  /(?:^|\n)vulnerary delivery ([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})$/

/** The delivery that a comment says it is, by its last line. */
export const deliveryIn = (comment: string): string | undefined =>
  pattern.exec(comment.trimEnd())?.slice(1).join('-')
