import { sql } from 'kysely'
import { inbox } from '../../intake/contract.ts'
import type { Database } from '../../ledger/index.ts'

export interface LeftUnseen {
  readonly id: string
  readonly humanId: string
}

/**
 * Open reports that nobody who deals with reports, and can sign in, may see: by their own restriction
 * or by that of a case. `report` asks for one alone; at most `limit`, the oldest first.
 */
export const leftUnseen = async (
  { reader }: Pick<Database, 'reader'>,
  limit: number,
  report?: string,
): Promise<readonly LeftUnseen[]> => {
  const roles = sql.join(inbox.map((role) => sql.lit(role)))
  const only = report === undefined ? sql`` : sql`and report.stream = ${report}`
  // Constants stand in the text, and not as parameters: a partial index is found by them.
  const { rows } = await sql<LeftUnseen>`
    select report.stream as id, report.human_id as "humanId"
    from stream report
    where report.kind = 'report' and report.status <> 'closed' ${only}
      and report.stream in (
        select stream from stream where restricted = 1 and kind = 'report'
        union
        select facet.stream from stream held
          join facet on facet.kind = 'report' and facet.name = 'hangs-on' and facet.value = held.stream
          where held.restricted = 1 and held.kind = 'case')
      and not exists (
        select 1 from stream person
        where person.kind = 'person' and person.status = 'active'
          and exists (select 1 from facet role where role.stream = person.stream
            and role.name = 'role' and role.value in (${roles}))
          and (report.restricted = 0 or exists (select 1 from facet named
            where named.stream = report.stream and named.name = 'may-see'
              and named.value = 'person:' || person.stream))
          and not exists (select 1 from facet hangs
            join stream held on held.stream = hangs.value and held.restricted = 1
            where hangs.stream = report.stream and hangs.name = 'hangs-on'
              and not exists (select 1 from facet named
                where named.stream = held.stream and named.name = 'may-see'
                  and named.value = 'person:' || person.stream)))
    order by report.opened_at, report.stream
    limit ${limit}`.execute(reader)
  return rows
}
