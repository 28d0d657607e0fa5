import { downloadAddress } from '../api/files.ts'

export interface FileLike {
  readonly hash: string
  readonly name: string
  readonly size: number
}

/** Bytes as people read them. */
export const sizeInWords = (bytes: number): string => {
  if (bytes < 1_024) return `${bytes} B`
  if (bytes < 1_048_576) return `${(bytes / 1_024).toFixed(0)} kB`
  return `${(bytes / 1_048_576).toFixed(1)} MB`
}

export const FileLink = ({ file }: { readonly file: FileLike }) => (
  <span className="file">
    <a href={downloadAddress(file)} download={file.name} title={`SHA-256 ${file.hash}`}>
      {file.name}
    </a>{' '}
    <span className="soft small">{sizeInWords(file.size)}</span>
  </span>
)

/** Files that are opened on purpose elsewhere: what they are called, and no way to them. */
export const FileNames = ({ files }: { readonly files: readonly FileLike[] }) =>
  files.length === 0 ? null : (
    <ul className="row">
      {files.map((file) => (
        <li key={file.hash + file.name} className="file">
          {file.name} <span className="soft small">{sizeInWords(file.size)}</span>
        </li>
      ))}
    </ul>
  )

export const FileList = ({ files }: { readonly files: readonly FileLike[] }) =>
  files.length === 0 ? null : (
    <ul className="row">
      {files.map((file) => (
        <li key={file.hash + file.name}>
          <FileLink file={file} />
        </li>
      ))}
    </ul>
  )
