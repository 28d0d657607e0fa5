import { type ReleaseRecords, releaseRecordsSchema } from '../../src/releases/document/compose.ts'
import records from './gateway-records.json' with { type: 'json' }

/** An invented maker's infusion pump gateway at a release: everything recorded, nothing missing. */
export const gatewayRecords: ReleaseRecords = releaseRecordsSchema.parse(records)
