import type { SyncedLine } from "../../../clinic/customers.ts";

/** Has the clinic's server synchronise its list, and hands on each line as it comes. Rejects when the answer breaks off. */
export async function synchronise(onLine: (line: SyncedLine) => void): Promise<void> {
  const response = await fetch("/api/clinic/crm", {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: "{}",
  });
  if (!response.ok || response.body === null) throw new Error(`The clinic's server answered ${response.status}.`);
  const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
  let begun = "";
  let last: SyncedLine | undefined;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    const lines = (begun + value).split("\n");
    begun = lines.pop() ?? "";
    for (const text of lines) {
      last = readLine(text);
      onLine(last);
    }
  }
  if (last === undefined || last.done < last.total) throw new Error("The list was not finished.");
}

const counts = ["done", "total", "position", "linked", "alreadyLinked", "waiting", "toReview"] as const;

function readLine(text: string): SyncedLine {
  const line: unknown = JSON.parse(text);
  if (!isLine(line)) throw new Error("A line is unreadable.");
  return line;
}

function isLine(line: unknown): line is SyncedLine {
  if (typeof line !== "object" || line === null) return false;
  return counts.every((name) => typeof Reflect.get(line, name) === "number") && "status" in line;
}
