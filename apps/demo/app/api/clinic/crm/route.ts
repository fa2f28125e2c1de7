import { clinicConsent } from "../../../../clinic/consent.ts";
import { countsOf, customersOf, knownCardsOf, type SyncedLine } from "../../../../clinic/customers.ts";
import { familyCookie } from "../../../../clinic/patient.ts";
import { postRoute } from "../../../../http/post-route.ts";

/** Synchronises the clinic's list and says of each patient, as it happens, what became of it: a JSON object a line. */
export const POST = postRoute("The list was not synchronised", async (request) => {
  const { id, setCookie, isDue } = await familyCookie(request).ensure(request);
  const { users, syncCustomers } = clinicConsent();
  // The cards of the old system come first; those that are there already answer a conflict, and stay as they are.
  await Promise.all(knownCardsOf(id).map((card) => users.create({ org_user_id: card })));
  const customers = customersOf(id);
  const encoder = new TextEncoder();
  const left = new AbortController();
  const lines = new ReadableStream<Uint8Array>({
    async start(controller) {
      await syncCustomers(customers, {
        // Whoever stands first on the list keeps a card that two of them have.
        concurrency: 1,
        signal: left.signal,
        onProgress: ({ done, total, latest }) => {
          const position = customers.findIndex(({ crmId }) => crmId === latest.crmId);
          const line: SyncedLine = { done, total, position, ...countsOf(latest.outcome) };
          if (!left.signal.aborted) controller.enqueue(encoder.encode(`${JSON.stringify(line)}\n`));
        },
      });
      if (!left.signal.aborted) controller.close();
    },
    cancel: () => left.abort(),
  });
  const headers = new Headers({ "Content-Type": "application/x-ndjson", "Cache-Control": "no-store" });
  if (isDue) headers.append("Set-Cookie", setCookie);
  return new Response(lines, { headers });
});
