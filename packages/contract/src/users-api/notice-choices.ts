import { grantedValue } from "./catalogue.ts";
import type { SentConsents, SentPurpose } from "./consents.ts";
import type { SchemaVersion } from "./settings.ts";

/** A purpose as it was decided on a notice. */
export interface NoticeChoice {
  readonly purpose_uuid: string;
  readonly selected: boolean;
  readonly data_elements?: readonly { readonly uuid: string; readonly selected: boolean }[] | null | undefined;
}

/**
 * A decision on a notice in the words of the Users API: purposes by their uuid, data elements as preferences
 * (schema 1) or as values that are `granted` or empty (schema 2).
 */
export function consentsOfNotice(version: SchemaVersion, decided: readonly NoticeChoice[]): SentConsents {
  return { purposes: decided.map((choice) => (version === 1 ? purposeV1(choice) : purposeV2(choice))) };
}

function purposeV1({ purpose_uuid: id, selected, data_elements }: NoticeChoice): SentPurpose {
  const preferences = (data_elements ?? []).map((element) => ({ id: element.uuid, enabled: element.selected }));
  return { id, enabled: selected, ...(preferences.length > 0 && { preferences }) };
}

function purposeV2({ purpose_uuid: id, selected, data_elements }: NoticeChoice): SentPurpose {
  const entries = (data_elements ?? []).map((element): [string, { value: string }] => [
    element.uuid,
    { value: element.selected ? grantedValue : "" },
  ]);
  return { id, enabled: selected, ...(entries.length > 0 && { values: Object.fromEntries(entries) }) };
}
