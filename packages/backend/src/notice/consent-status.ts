import {
  type ConsentRecord,
  type ConsentStatus,
  coverage,
  enabledElements,
  type FilledNoticeContent,
} from "@notice-consent/contract";

/**
 * What holds of a person's consent, by the rules of the contract: `consented` is the rule `all`,
 * `all_mandatory_active` the rule `required`. A grant that is asked for anew reads as none.
 */
export function consentStatusOf(content: FilledNoticeContent, record: ConsentRecord): ConsentStatus {
  const rules = { active_config: content };
  return {
    consented: coverage(rules, record, "all").status === "covered",
    all_mandatory_active: coverage(rules, record, "required").status === "covered",
    purposes: content.purposes.map((purpose) => {
      const recorded = Object.hasOwn(record, purpose.uuid) ? record[purpose.uuid] : undefined;
      const counted = recorded?.needs_reconsent === true ? undefined : recorded;
      return {
        uuid: purpose.uuid,
        name: purpose.name,
        selected: counted?.selected === true,
        status: counted?.status ?? "INACTIVE",
        ...(counted?.expires_at ? { expiry_datetime: counted.expires_at } : {}),
        data_elements: enabledElements(purpose).map(({ uuid, name }) => ({
          uuid,
          name,
          selected: counted?.selected === true && counted.data_elements[uuid]?.selected === true,
        })),
      };
    }),
  };
}
