import type { DataElement, Notice, Purpose } from "@notice-consent/contract";
import { stableUuid } from "../stable-uuid.ts";
import { anElement, aNotice, aPurpose, type NoticeOverrides } from "./notice.ts";

/** How large a notice is. */
export interface NoticeSize {
  /** Data elements in all; 20 when absent. */
  readonly elements?: number | undefined;
  /** Purposes that they are spread over; one for each twenty elements when absent. */
  readonly purposes?: number | undefined;
  /** Which elements are required: all, none, or the first of each purpose, as when absent. */
  readonly required?: "all" | "none" | "first" | undefined;
  /** Length of the notice's text in screens of about 130 words; absent for the usual paragraph. */
  readonly screensOfText?: number | undefined;
}

/** A notice of a given size, whose names read like those of a real one. */
export function aSizedNotice(size: NoticeSize, overrides: NoticeOverrides = {}): Notice {
  const { elements = 20, required = "first", screensOfText } = size;
  const count = size.purposes ?? Math.max(1, Math.ceil(elements / 20));
  const purposes = Array.from({ length: count }, (_, index) => {
    const share = Math.floor(elements / count) + (index < elements % count ? 1 : 0);
    return sizedPurpose(index, share, required);
  });
  return aNotice({
    name: `A notice of ${elements} elements`,
    purposes,
    ...overrides,
    active_config: {
      ...(screensOfText !== undefined && { notice_text: textOf(screensOfText) }),
      ...overrides.active_config,
    },
  });
}

function sizedPurpose(index: number, share: number, required: NonNullable<NoticeSize["required"]>): Purpose {
  const name = numbered(purposeNames, index);
  return aPurpose({
    name,
    data_elements: Array.from({ length: share }, (_, position): DataElement => {
      const elementName = numbered(elementNames, position);
      return anElement({
        uuid: stableUuid(`${name}: ${elementName}`),
        name: elementName,
        required: required === "all" || (required === "first" && position === 0),
      });
    }),
  });
}

/** The names in turn; from the second round on with their number. */
function numbered(names: readonly string[], index: number): string {
  const name = names[index % names.length] ?? "";
  const round = Math.floor(index / names.length);
  return round === 0 ? name : `${name}, part ${round + 1}`;
}

function textOf(screens: number): string {
  return Array.from({ length: screens }, (_, index) => `<h3>${index + 1}. ${heading(index)}</h3>${paragraphs}`).join(
    "",
  );
}

const heading = (index: number): string => purposeNames[index % purposeNames.length] ?? "";

const paragraphs = [
  "We use what you give us for this purpose alone, for as long as the purpose lasts, and no longer than the law asks us to keep it. Nobody reads it who does not have to, and every reading is noted with the name of the reader and the reason.",
  "Where we need the help of another company, we tell you its name before it receives anything. It works on our instructions, may not use what it sees for itself, and gives everything back or destroys it when the work is done.",
  "You may say no. We then do without, and where we cannot, we tell you which part of the service depends on it. You may change your mind later, in either direction, as easily as you decided today.",
]
  .map((text) => `<p>${text}</p>`)
  .join("");

const purposeNames = [
  "Deliver your order",
  "Verify who you are",
  "Keep your account safe",
  "Answer your questions",
  "Handle your payments",
  "Improve how the service works",
  "Send you offers",
  "Suggest things you may like",
  "Share with partners you choose",
  "Keep the records the law asks for",
];

const elementNames = [
  "Full name",
  "Postal address",
  "E-mail address",
  "Phone number",
  "Date of birth",
  "Photograph",
  "Signature",
  "Bank account",
  "Order history",
  "Delivery times",
  "Device type",
  "Language",
  "Time zone",
  "Pages visited",
  "Search words",
  "Ratings given",
  "Support messages",
  "Payment method",
  "Invoices",
  "Approximate place",
];
