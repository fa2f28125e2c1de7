import { createConsentSteps } from "./handler/handler.ts";
import type { LinkVisitorOutcome } from "./handler/link-step.ts";
import type { ConsentHandlerOptions } from "./handler/options.ts";
import type { Person } from "./handler/person.ts";
import type { ConsentStatusAnswer, StatusQuestion } from "./handler/status-step.ts";

/** A request as Express hands it over, as far as consent goes; those of Node and Connect have the same members. */
export interface ExpressRequest extends AsyncIterable<unknown> {
  readonly method?: string | undefined;
  readonly url?: string | undefined;
  readonly originalUrl?: string | undefined;
  /** By Express's own `trust proxy`. */
  readonly protocol?: string | undefined;
  readonly headers: Readonly<Record<string, string | readonly string[] | undefined>>;
  /** Set once a parser such as `express.json()` has read it. */
  readonly body?: unknown;
}

/** A response as Express hands it over. */
export interface ExpressResponse {
  statusCode: number;
  getHeader(name: string): string | number | readonly string[] | undefined;
  setHeader(name: string, value: string | readonly string[]): unknown;
  end(body: string): unknown;
}

/** Express middleware: answers the steps of consent and hands everything else on. */
export interface ExpressConsent<Req> {
  (request: Req, response: ExpressResponse, next: (failure?: unknown) => void): void;
  /** The verdict on whom a request speaks for. Rejects with a `ConsentError`, which is never a consent. */
  status(request: Req, question?: StatusQuestion): Promise<ConsentStatusAnswer>;
  /** Links the browser's visitor to a person whom your backend has just signed in. */
  link(request: Req, person: Person): Promise<LinkVisitorOutcome>;
}

/** The consent routes of an Express application: `app.use("/api/consent", createConsentHandler({ identify }))`. */
export function createConsentHandler<Req extends ExpressRequest>(
  options: ConsentHandlerOptions<Req>,
): ExpressConsent<Req> {
  const steps = createConsentSteps(options);
  const middleware: (...parts: Parameters<ExpressConsent<Req>>) => void = (request, response, next) => {
    // Whatever is none of ours goes on with its body unread.
    if (!steps.has(headOf(request).url)) return next();
    const answering = toRequest(request).then((asked) => steps.answer(asked, request));
    answering.then((answer) => (answer === undefined ? next() : send(answer, response)), next).catch(next);
  };
  return Object.assign(middleware, {
    status: (request: Req, question?: StatusQuestion) => steps.status(headOf(request), request, question),
    link: (request: Req, person: Person) => steps.link(headOf(request), person),
  });
}

function headOf({ headers, protocol = "http", originalUrl, url }: ExpressRequest): { headers: Headers; url: string } {
  const copied = new Headers();
  for (const [name, value] of Object.entries(headers)) {
    // Names that begin with a colon are of HTTP/2, and no headers.
    if (value === undefined || name.startsWith(":")) continue;
    for (const one of typeof value === "string" ? [value] : value) copied.append(name, one);
  }
  const host = copied.get("host") ?? "localhost";
  return { headers: copied, url: `${protocol}://${host}${originalUrl ?? url ?? "/"}` };
}

async function toRequest(request: ExpressRequest): Promise<Request> {
  const { headers, url } = headOf(request);
  const method = request.method ?? "GET";
  const hasBody = method !== "GET" && method !== "HEAD";
  return new Request(url, { method, headers, ...(hasBody && { body: await bodyOf(request) }) });
}

const limit = 64 * 1024;

/** The body as a parser has left it, else as it comes in; of one larger than any step takes, enough to be refused. */
async function bodyOf(request: ExpressRequest): Promise<string | Uint8Array<ArrayBuffer>> {
  if (isParsed(request.body, request.headers["content-type"])) {
    return typeof request.body === "string" ? request.body : JSON.stringify(request.body);
  }
  const parts: Uint8Array[] = [];
  let size = 0;
  for await (const part of request) {
    const bytes = part instanceof Uint8Array ? part : new TextEncoder().encode(String(part));
    // Read on to the end: leaving would close the connection before the refusal is sent.
    if (size > limit) continue;
    parts.push(bytes);
    size += bytes.byteLength;
  }
  const whole = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.byteLength;
  }
  return whole;
}

/** Express 4 sets an empty object where no parser has read anything; only a JSON body may be one. */
function isParsed(body: unknown, type: string | readonly string[] | undefined): boolean {
  if (typeof body !== "object" || body === null) return body !== undefined;
  return /^application\/json\b/i.test(String(type ?? "")) || Object.keys(body).length > 0;
}

async function send(answer: Response, response: ExpressResponse): Promise<void> {
  response.statusCode = answer.status;
  for (const [name, value] of answer.headers) if (name !== "set-cookie") response.setHeader(name, value);
  const cookies = answer.headers.getSetCookie();
  // Beside those that the host's own middleware has set.
  if (cookies.length > 0) response.setHeader("Set-Cookie", [...cookiesOf(response), ...cookies]);
  response.end(await answer.text());
}

function cookiesOf(response: ExpressResponse): readonly string[] {
  const present = response.getHeader("Set-Cookie") ?? [];
  return typeof present === "object" ? present : [String(present)];
}
