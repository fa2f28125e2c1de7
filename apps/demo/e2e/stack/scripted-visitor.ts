import { createTransport } from "@notice-consent/client";
import {
  decide,
  emptyDraft,
  type Draft,
  grantAll,
  type Notice,
  readNotice,
  setPurpose,
  submitConsent,
} from "@notice-consent/contract";
import { demoOrganisationUuid, demoWorkspaceUuid } from "@notice-consent/backend/seed";

import { signUpNotice } from "./demo-environment.ts";

/** An answer of the demo's routes. */
export interface RouteAnswer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Readonly<Record<string, unknown>>;
}

/** What a scripted visitor grants. */
export type Share = "everything" | "one optional purpose" | "nothing";

/** A visitor without a browser: keeps cookies and calls the routes as a page of the demo would. */
export interface ScriptedVisitor {
  /** `name=value` pairs, as the next request sends them. */
  readonly cookies: Map<string, string>;
  post(path: string, body: object, headers?: Readonly<Record<string, string>>): Promise<RouteAnswer>;
  /** A fresh access token of the visitor's temporary identity. */
  token(body?: object): Promise<string>;
  /** Records a decision with that token. */
  decide(token: string, share: Share): Promise<void>;
  /** The temporary identity in the cookie. */
  temporaryId(): string;
}

const address = { organisationUuid: demoOrganisationUuid, workspaceUuid: demoWorkspaceUuid };

/** Lets in a visitor who scripts the requests. */
export function newScriptedVisitor(demoUrl: string, servicePort: number): ScriptedVisitor {
  const cookies = new Map<string, string>();
  const transport = createTransport({ baseUrl: `http://127.0.0.1:${servicePort}` });

  const post: ScriptedVisitor["post"] = async (path, body, headers = {}) => {
    const response = await fetch(`${demoUrl}${path}`, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        Cookie: [...cookies].map(([name, value]) => `${name}=${value}`).join("; "),
        ...headers,
      },
      body: JSON.stringify(body),
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = ""] = line.split(";");
      const split = pair.indexOf("=");
      if (line.includes("Max-Age=0")) cookies.delete(pair.slice(0, split));
      else cookies.set(pair.slice(0, split), pair.slice(split + 1));
    }
    const answer: RouteAnswer["body"] = await response.json();
    return { status: response.status, headers: response.headers, body: answer };
  };

  return {
    cookies,
    post,
    token: async (body = {}) => {
      const { token } = (await post("/api/consent/temp-token", body)).body;
      if (typeof token !== "string") throw new Error("The route gave no token.");
      return token;
    },
    decide: async (token, share) => {
      const credential = { kind: "access-token", token } as const;
      const params = { notice_uuid: signUpNotice.uuid };
      const notice = await transport.call(readNotice, {
        address,
        params,
        credential,
        query: { validate_against: "all" },
      });
      await transport.call(submitConsent, {
        address,
        credential,
        idempotencyKey: crypto.randomUUID(),
        body: {
          notice_uuid: signUpNotice.uuid,
          purposes: decide(notice, draftOf(notice, share)),
          declined: share === "nothing",
        },
      });
    },
    temporaryId: () => {
      const [id] = (cookies.get("palash_visitor") ?? "").split(".");
      if (id === undefined || id === "") throw new Error("The visitor has no temporary identity.");
      return id;
    },
  };
}

function draftOf(notice: Notice, share: Share): Draft {
  const last = notice.active_config.purposes.at(-1);
  switch (share) {
    case "everything":
      return grantAll(notice);
    case "nothing":
      return emptyDraft;
    case "one optional purpose":
      return last === undefined ? emptyDraft : setPurpose(last, emptyDraft, true);
    default:
      return share satisfies never;
  }
}
