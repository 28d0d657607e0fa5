import './entrance.css'

/** The secret for an authenticator app: to scan, and to type in. */
export const AuthenticatorSecret = ({
  qr,
  secret,
}: {
  readonly qr: string
  readonly secret: string
}) => (
  <div className="entrance-qr">
    <p>Scan this with an authenticator app.</p>
    <img
      alt="QR code for the authenticator app; the same secret follows as text"
      src={`data:image/svg+xml,${encodeURIComponent(qr)}`}
    />
    <p className="small">
      Or type in: <span className="secret">{secret}</span>
    </p>
  </div>
)
