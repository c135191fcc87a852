declare const brand: unique symbol;
/** A string that only its owner's constructor may turn into this kind of id. */
type Branded<Name extends string> = string & { readonly [brand]: Name };

export type UnitId = Branded<'UnitId'>;
export type DoorId = Branded<'DoorId'>;
export type EmployeeId = Branded<'EmployeeId'>;
export type OpdId = Branded<'OpdId'>;
export type TemplateId = Branded<'TemplateId'>;

/** Unit ids appear in MQTT topics and certificate names, so they carry no wildcard, slash or capital letter. */
export const UNIT_ID_PATTERN = '^unit-[0-9a-z]{8}$';
/** Everything else is a UUID made by the hub. */
export const UUID_PATTERN = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$';

const unitId = new RegExp(UNIT_ID_PATTERN);

/** @returns the text as a unit id, or null where it is none (a topic's segment, a certificate's common name). */
export function parseUnitId(text: string): UnitId | null {
  return unitId.test(text) ? (text as UnitId) : null;
}
