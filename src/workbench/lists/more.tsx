import { Button } from '@mantine/core'
import { useEffect, useRef } from 'react'

/** What a list that comes page by page says of its next one. */
interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  readonly isFetching: boolean
  readonly fetchNextPage: (how?: { readonly cancelRefetch: boolean }) => Promise<unknown>
}

/** A talk goes on by hand: what is older is not what somebody came for. */
export const Earlier = ({ what, pages }: { readonly what: string; readonly pages: Pages }) =>
  pages.hasNextPage ? (
    <button
      type="button"
      className="link-button"
      disabled={pages.isFetchingNextPage}
      onClick={() => void pages.fetchNextPage()}
    >
      Show earlier {what}
    </button>
  ) : null

/** The next page comes when the end of this one comes near, or when it is asked for. */
export const More = ({ pages }: { readonly pages: Pages }) =>
  pages.hasNextPage ? (
    <NextPage
      loading={pages.isFetchingNextPage}
      busy={pages.isFetching}
      onSight={() => void pages.fetchNextPage({ cancelRefetch: false })}
      onMore={() => void pages.fetchNextPage()}
    />
  ) : null

const NextPage = ({
  loading,
  busy,
  onSight,
  onMore,
}: {
  readonly loading: boolean
  /** While shown pages are asked anew, nothing more would come: it is looked for afterwards. */
  readonly busy: boolean
  readonly onSight: () => void
  readonly onMore: () => void
}) => {
  const place = useRef<HTMLButtonElement>(null)
  const sight = useRef(onSight)
  useEffect(() => {
    sight.current = onSight
  })
  useEffect(() => {
    if (place.current === null || busy) return
    const observer = new IntersectionObserver(
      ([entry]) => {
        if (entry?.isIntersecting) sight.current()
      },
      { rootMargin: '600px 0px' },
    )
    observer.observe(place.current)
    return () => observer.disconnect()
  }, [busy])
  return (
    <Button ref={place} variant="default" loading={loading} onClick={onMore}>
      Show more
    </Button>
  )
}
