import { createHash, timingSafeEqual } from "node:crypto";
import { isConsentError } from "@notice-consent/contract";
import type { NextFunction, Request, RequestHandler, Response } from "express";

/** The texts of a JSON body, trimmed; whatever else stands in it is left out. */
export function textsOf(request: Request): Readonly<Partial<Record<string, string>>> {
  const body: unknown = request.body;
  const members = typeof body === "object" && body !== null ? Object.entries(body) : [];
  return Object.fromEntries(
    members.flatMap(([name, value]) => (typeof value === "string" ? [[name, value.trim()]] : [])),
  );
}

export function sessionOf(request: Request): string {
  return /(?:^|; )shop_session=([\w-]+)/.exec(request.get("cookie") ?? "")?.[1] ?? "";
}

export function refuse(response: Response, status: number, error: string): void {
  response.status(status).set("Cache-Control", "no-store").json({ error });
}

/** Lets those in who show the key, compared in the same time whatever they show. */
export function requireKey(key: string): RequestHandler {
  const digest = (text: string) => createHash("sha256").update(text).digest();
  return (request, response, next) => {
    const isShown = timingSafeEqual(digest(request.get("authorization") ?? ""), digest(`Bearer ${key}`));
    if (isShown) next();
    else refuse(response, 401, "This address is for our own systems.");
  };
}

/** A failure is answered without its text, and is never a consent. */
// oxlint-disable-next-line eslint/max-params -- Express knows a handler of failures by its four parameters
export function answerFailure(failure: unknown, _request: Request, response: Response, _next: NextFunction): void {
  if (isConsentError(failure)) {
    console.error(`consent: ${failure.code}`);
    return refuse(response, 503, "The consent service does not answer. Try again shortly.");
  }
  const isBadBody = failure instanceof SyntaxError;
  refuse(response, isBadBody ? 400 : 500, isBadBody ? "The body is no JSON." : "Something went wrong.");
}
