const words = new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'UTC' })

/** A day as people read it, `26 November 2026`; an instant shows its day in UTC. */
export const Day = ({ at }: { readonly at: string }) => (
  <time dateTime={at}>{words.format(new Date(at))}</time>
)
