/** What a topic is, which decides the ten things one can know about it. */
export type TopicKind = "event" | "payment" | "contact" | "thing" | "record";

/** One use of data: its name, what it lets the company do, and the two topics it needs with their kinds. */
export interface Use {
  readonly name: string;
  readonly enables: string;
  readonly topics: Readonly<Record<string, TopicKind>>;
}

/** A service of the company. Its first use is the one the service cannot do without. */
export interface Service {
  readonly withoutRequired: string;
  readonly withoutOptional: string;
  readonly uses: readonly [Use, Use, Use, Use, Use];
}

/** The ten data elements of a topic, by its kind. */
export const aspects: Readonly<Record<TopicKind, readonly string[]>> = {
  event: [
    "date and time",
    "reference number",
    "place",
    "description",
    "status",
    "person in charge",
    "reason given",
    "documents attached",
    "last change",
    "outcome",
  ],
  payment: [
    "amount",
    "currency",
    "date and time",
    "reference number",
    "method",
    "name of the payer",
    "bank or card issuer",
    "linked invoice",
    "status",
    "reason given",
  ],
  contact: [
    "date and time",
    "duration",
    "channel",
    "language",
    "subject",
    "person spoken to",
    "notes taken",
    "recording",
    "follow-up date",
    "outcome",
  ],
  thing: [
    "type",
    "model",
    "serial number",
    "date of purchase",
    "location",
    "condition",
    "registered user",
    "settings",
    "service history",
    "photographs",
  ],
  record: [
    "description",
    "category",
    "start date",
    "end date",
    "source",
    "status",
    "linked documents",
    "notes",
    "history",
    "last change",
  ],
};
