import { cookieNames, currentNotice, currentPerson } from "./current-person.ts";
import { isObject } from "./json.ts";
import { readIdLedgers } from "./person-ledger.ts";
import { benchService } from "./service.ts";
import type { BenchSettings } from "./settings.ts";
import { clearTraffic } from "./traffic.ts";

/** What the bench can be told to do. */
export type BenchCommand =
  | { readonly do: "arm"; readonly fault: object }
  | { readonly do: "lift" }
  | { readonly do: "move-time"; readonly move: string }
  | { readonly do: "clear" }
  | { readonly do: "start-over" };

/** Reads a command; nothing for anything that is none. */
export function readCommand(body: unknown): BenchCommand | undefined {
  if (!isObject(body)) return undefined;
  const { do: name, fault, move } = body;
  switch (name) {
    case "arm":
      return isObject(fault) ? { do: name, fault } : undefined;
    case "move-time":
      return typeof move === "string" ? { do: name, move } : undefined;
    case "lift":
    case "clear":
    case "start-over":
      return { do: name };
    default:
      return undefined;
  }
}

/** Carries a command out; the answer says in a sentence what came of it. */
export async function runCommand(settings: BenchSettings, request: Request, command: BenchCommand): Promise<Response> {
  const service = benchService(settings);
  switch (command.do) {
    case "arm":
      await service.ask("POST", "/faults", command.fault);
      return said("Waiting for the next call.");
    case "lift":
      await service.ask("DELETE", "/faults");
      return said("No fault is waiting.");
    case "move-time":
      return said(await moveTime(settings, request, command.move));
    case "clear":
      clearTraffic();
      await service.ask("DELETE", "/exchanges");
      return said("The log is empty.");
    case "start-over": {
      clearTraffic();
      await Promise.all([service.ask("DELETE", "/exchanges"), service.ask("DELETE", "/faults")]);
      const answer = said("You are a new visitor.");
      for (const name of cookieNames(request.headers)) answer.headers.append("Set-Cookie", ended(name));
      answer.headers.set("Clear-Site-Data", '"storage"');
      return answer;
    }
    default:
      return command satisfies never;
  }
}

async function moveTime(settings: BenchSettings, { headers }: Request, move: string): Promise<string> {
  const ask = (about: object) =>
    benchService(settings).ask("POST", `/workspaces/${settings.workspaceUuid}/time`, { move, ...about });
  if (move === "publish-version") {
    const detail = await ask({ notice_uuid: currentNotice(headers) });
    return `Version ${numberIn(detail, "version")} of the notice is published.`;
  }
  const person = await currentPerson(headers);
  if (person === undefined) return "Nobody is there yet whose time could move.";
  const details: unknown[] = [];
  // In turn: some of the ids may be one person's, whose grants end once.
  for (const { id } of await readIdLedgers(settings, person)) details.push(await ask({ org_user_id: id }));
  const known = details.filter((detail) => detail !== undefined);
  if (known.length === 0) return "This person has decided nothing yet.";
  if (move !== "expire-consent") return "The access tokens of this person have expired.";
  const grants = known.reduce<number>((sum, detail) => sum + numberIn(detail, "grants"), 0);
  return `${grants} ${grants === 1 ? "grant has" : "grants have"} expired.`;
}

function numberIn(detail: unknown, name: string): number {
  const value = isObject(detail) ? detail[name] : undefined;
  return typeof value === "number" ? value : 0;
}

function said(message: string): Response {
  return Response.json({ message }, { headers: { "Cache-Control": "no-store" } });
}

function ended(name: string): string {
  return `${name}=; Path=/; Max-Age=0${name.startsWith("__Host-") ? "; Secure" : ""}`;
}
