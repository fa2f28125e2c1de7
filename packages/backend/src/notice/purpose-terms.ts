import { digest, type FilledNoticeContent } from "@notice-consent/contract";

type Purpose = FilledNoticeContent["purposes"][number];

/**
 * Digest of what a person agrees to with a purpose: its name and description, the data elements on offer with
 * their names, descriptions and whether they are required, how long a grant lasts, how long the data is kept, who else
 * receives it, and which products it covers.
 * Translations, the order of elements, and elements that are not on offer are left out.
 */
export function purposeDigest(purpose: Purpose): string {
  const { uuid, name, description, validity_days, retention, recipients, product_uuids, data_elements } = purpose;
  const onOffer = (data_elements ?? []).filter(({ enabled }) => enabled);
  return digest({
    uuid,
    name,
    description,
    validity_days: validity_days ?? null,
    ...(retention && { retention }),
    ...(recipients && { recipients }),
    product_uuids: [...(product_uuids ?? [])].sort(),
    data_elements: Object.fromEntries(
      onOffer.map((element) => [
        element.uuid,
        { name: element.name, description: element.description, required: element.required },
      ]),
    ),
  });
}

/** Digests of a notice's purposes by their uuids. */
export function purposeDigests({ purposes }: Pick<FilledNoticeContent, "purposes">): Readonly<Record<string, string>> {
  return Object.fromEntries(purposes.map((purpose) => [purpose.uuid, purposeDigest(purpose)]));
}

/** A version as far as asking anew depends on it. */
export interface EarlierVersion {
  readonly content: Pick<FilledNoticeContent, "purposes">;
  readonly reconsentFrom: Readonly<Record<string, number>>;
}

/**
 * Per purpose the version that last asked for consent anew: the new one where the purpose changed, came (back) or is
 * named, else as before. Going back to earlier words is a change as well, so an old grant never comes back to life.
 */
export function reconsentFrom(
  content: Pick<FilledNoticeContent, "purposes">,
  number: number,
  before: EarlierVersion | undefined,
  named: ReadonlySet<string> = new Set(),
): Readonly<Record<string, number>> {
  const now = purposeDigests(content);
  // From the content, not from what was stored: the rule above may change, and must not ask everybody anew by itself.
  const then = before === undefined ? {} : purposeDigests(before.content);
  return Object.fromEntries(
    Object.entries(now).map(([uuid, digestNow]) => {
      const asksAnew = named.has(uuid) || then[uuid] !== digestNow;
      return [uuid, asksAnew ? number : (before?.reconsentFrom[uuid] ?? number)];
    }),
  );
}
