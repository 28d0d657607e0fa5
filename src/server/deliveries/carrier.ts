/** One delivery on its way out. */
export interface Parcel {
  readonly id: string
  /** The record it is about. */
  readonly stream: string
  /** An address, or the sealed form of one. */
  readonly recipient: string
  readonly content: Readonly<Record<string, string>>
  /** 1 for the first; a later one may follow one that left without our hearing of it. */
  readonly attempts: number
}

/** What left: subject and whole text, the checkpoint in it (or empty), and what the other side said. */
export interface Carried {
  readonly subject: string
  readonly text: string
  readonly checkpoint: string
  readonly answer: string
}

/** Takes the deliveries of one channel out. */
export interface Carrier {
  readonly channel: 'mail' | 'tracker'
  /**
   * Throws where the other side did not take it; the delivery is then tried again later. Answers that
   * it is not wanted any more where what it was for came to nothing meanwhile: then nothing left.
   */
  carry(parcel: Parcel): Promise<Carried | 'not-wanted'>
  close(): void
}

/** The other side asks to be left alone for so many milliseconds. */
export class TryLater extends Error {
  readonly milliseconds: number
  constructor(message: string, milliseconds: number, options?: ErrorOptions) {
    super(message, options)
    this.name = 'TryLater'
    this.milliseconds = milliseconds
  }
}
