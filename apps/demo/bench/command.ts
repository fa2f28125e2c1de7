import { cookieNames, currentPerson } from "./current-person.ts";
import { isObject } from "./json.ts";
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

async function moveTime(settings: BenchSettings, request: Request, move: string): Promise<string> {
  const person = await currentPerson(request.headers);
  const about = move === "publish-version" ? { notice_uuid: settings.noticeUuid } : { org_user_id: person?.orgUserId };
  if (move !== "publish-version" && person === undefined) return "Nobody is there yet whose time could move.";
  const path = `/workspaces/${settings.workspaceUuid}/time`;
  const detail = await benchService(settings).ask("POST", path, { move, ...about });
  if (detail === undefined) return "This person has decided nothing yet.";
  const { grants, version } = isObject(detail) ? detail : {};
  if (typeof grants === "number") return `${grants} ${grants === 1 ? "grant has" : "grants have"} expired.`;
  if (typeof version === "number") return `Version ${version} of the notice is published.`;
  return "The access tokens of this person have expired.";
}

function said(message: string): Response {
  return Response.json({ message }, { headers: { "Cache-Control": "no-store" } });
}

function ended(name: string): string {
  return `${name}=; Path=/; Max-Age=0${name.startsWith("__Host-") ? "; Secure" : ""}`;
}
