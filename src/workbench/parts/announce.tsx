import { useEffect, useState } from 'react'
import './announce.css'

const event = 'vulnerary:announce'

/** Says in a corner of the page, and to screen readers, that something was done. */
export const announce = (message: string): void => {
  window.dispatchEvent(new CustomEvent(event, { detail: message }))
}

/** Where announcements appear, each for a few seconds. */
export const Announcements = () => {
  const [message, setMessage] = useState('')
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined
    const show = (given: Event) => {
      if (!(given instanceof CustomEvent) || typeof given.detail !== 'string') return
      setMessage(given.detail)
      clearTimeout(timer)
      timer = setTimeout(() => setMessage(''), 6_000)
    }
    window.addEventListener(event, show)
    return () => {
      window.removeEventListener(event, show)
      clearTimeout(timer)
    }
  }, [])
  return (
    <div className="announcements" role="status">
      {message === '' ? null : <p>{message}</p>}
    </div>
  )
}
