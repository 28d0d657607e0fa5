import { member } from '../shape.ts'

/** An AuditEvent of DSTU2 with its members under the names that later versions gave them. */
export const fromDstu2 = (json: unknown): unknown => {
  const event = member(json, 'event')
  const of = (name: string) => member(event, name)
  return without({
    type: of('type'),
    subtype: of('subtype'),
    action: of('action'),
    recorded: of('dateTime'),
    outcome: of('outcome'),
    outcomeDesc: of('outcomeDesc'),
    purposeOfEvent: asConcepts(of('purposeOfEvent')),
    agent: eachOf(member(json, 'participant'), (one) => ({
      userId: member(one, 'userId'),
      reference: member(one, 'reference'),
      altId: member(one, 'altId'),
      name: member(one, 'name'),
      requestor: member(one, 'requestor'),
      network: member(one, 'network'),
      purposeOfUse: asConcepts(member(one, 'purposeOfUse')),
    })),
    source: member(json, 'source'),
    entity: eachOf(member(json, 'object'), (one) => ({
      what: member(one, 'reference') ?? member(one, 'identifier'),
      name: member(one, 'name'),
      description: member(one, 'description'),
    })),
  })
}

/** DSTU2 has a Coding where later versions have a CodeableConcept. */
const asConcepts = (list: unknown): unknown => eachOf(list, (coding) => ({ coding: [coding] }))

const eachOf = (list: unknown, make: (one: unknown) => object): unknown =>
  Array.isArray(list) ? list.map((one) => without(make(one))) : list

/** Members that are missing must not be there as undefined: the shape then says what it lacks. */
const without = (value: object): object =>
  Object.fromEntries(Object.entries(value).filter(([, one]) => one !== undefined))
