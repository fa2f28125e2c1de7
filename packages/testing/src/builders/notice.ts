import { digest, type DataElement, type Notice, type NoticeConfig, type Purpose } from "@notice-consent/contract";
import { stableUuid } from "../stable-uuid.ts";
import { fixtureOrganisationUuid, fixtureWorkspaceUuid } from "../fixture-address.ts";

/** Parts of a notice that differ from the default one; `purposes` is short for `active_config.purposes`. */
export type NoticeOverrides = Partial<Omit<Notice, "active_config">> & {
  readonly active_config?: Partial<NoticeConfig>;
  readonly purposes?: readonly Purpose[];
};

/** A data element: enabled, optional, with a uuid that follows from its name. */
export function anElement(overrides: Partial<DataElement> = {}): DataElement {
  const name = overrides.name ?? "E-mail address";
  return {
    uuid: stableUuid(`element ${name}`),
    name,
    description: "",
    industries: "",
    enabled: true,
    required: false,
    ...overrides,
  };
}

/** A purpose with one required and one optional element; its uuid, and those of its elements, follow from its name. */
export function aPurpose(overrides: Partial<Purpose> = {}): Purpose {
  const name = overrides.name ?? "Deliver your order";
  return {
    uuid: stableUuid(`purpose ${name}`),
    name,
    description: `${name}, and keep you informed until it is done.`,
    industries: "",
    product_uuids: [],
    data_elements: [
      anElement({ uuid: stableUuid(`${name}: address`), name: "Postal address", required: true }),
      anElement({ uuid: stableUuid(`${name}: phone`), name: "Phone number" }),
    ],
    ...overrides,
  };
}

/**
 * A notice as the service answers it, without a person: two purposes, one of them with a required element.
 * Its uuid follows from its name, the uuid of its version and its content hash from its content.
 */
export function aNotice(overrides: NoticeOverrides = {}): Notice {
  const { active_config: config = {}, purposes, ...rest } = overrides;
  const name = rest.name ?? "Create your account";
  const uuid = rest.uuid ?? stableUuid(`notice ${name}`);
  const content = { ...defaultContent, ...(purposes === undefined ? {} : { purposes: [...purposes] }), ...config };
  const contentHash = digest(content);
  return {
    uuid,
    name,
    organisation_uuid: fixtureOrganisationUuid,
    workspace_uuid: fixtureWorkspaceUuid,
    is_minor: false,
    purpose_selections: undefined,
    product_purpose_selections: undefined,
    reconsent_required: false,
    ...rest,
    active_config: {
      uuid: stableUuid(`version ${uuid} ${contentHash}`),
      notice_uuid: uuid,
      version: 1,
      deployed_at: "2026-01-05T09:00:00.000Z",
      content_hash: contentHash,
      ...content,
    },
  };
}

const defaultContent = {
  notice_text:
    "<p>Bazaar Lane asks for your consent before it uses your personal data. You can choose each purpose on its own and change your mind at any time.</p>",
  additional_text: "You can withdraw as easily as you consent, in your account under Privacy.",
  notice_banner_heading: "Your data, your choice",
  purpose_section_heading: "What we ask for",
  privacy_policy_prefix_text: "Read more in our",
  privacy_policy_anchor_text: "privacy policy",
  privacy_policy_url: "https://shop.example/privacy",
  privacy_center_anchor_text: "privacy centre",
  privacy_center_url: "https://shop.example/privacy-centre",
  accept_all_button_text: "Accept all",
  confirm_button_text: "Save my choices",
  decline_button_text: "Decline all",
  logo_url: "",
  logo_position: "",
  primary_color: "",
  secondary_color: "",
  font_preference: "",
  default_language: "English",
  supported_languages_and_translations: {},
  purposes: [
    aPurpose(),
    aPurpose({
      name: "Send you offers",
      data_elements: [anElement({ uuid: stableUuid("Send you offers: e-mail") })],
    }),
  ],
  products: [],
  purpose_preselection: "NONE",
  dpo_info: undefined,
  legal: undefined,
} satisfies Partial<NoticeConfig>;
