import { ConsentError } from "@notice-consent/contract";

/** One page of a listing; `cursor` leads to the next one. */
interface Page<Record> {
  readonly data: readonly Record[];
  readonly cursor: string | null;
}

/** Every record of a listing, page by page as they are taken. Rejects when a page cannot be read: never ends early. */
export async function* walk<Record>(
  read: (cursor: string | undefined) => Promise<Page<Record>>,
): AsyncGenerator<Record, void, undefined> {
  let cursor: string | undefined;
  for (;;) {
    const page: Page<Record> = await read(cursor);
    yield* page.data;
    if (page.cursor === null) return;
    // A listing that leads back to where it is would never end.
    if (page.cursor === cursor) throw new ConsentError("BAD_RESPONSE");
    cursor = page.cursor;
  }
}
