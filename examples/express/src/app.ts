import { type ConsentServer, createConsentServer } from "@notice-consent/server";
import { createConsentHandler, type ExpressConsent } from "@notice-consent/server/express";
import express, { type Express, type Request, type Response } from "express";
import { type Account, Accounts } from "./accounts.ts";
import { answerFailure, refuse, requireKey, sessionOf, textsOf } from "./http.ts";

/** What the shop is set up with; the first four are those of the consent service. */
export interface ShopOptions {
  readonly apiKey: string;
  readonly baseUrl: string;
  readonly organisationUuid: string;
  readonly workspaceUuid: string;
  readonly noticeId: string;
  /** Signs the visitors' cookie: at least 32 random characters, made once and kept. */
  readonly cookieSecret: string;
  /** What the shop's own systems, such as its CRM, show when they call. */
  readonly internalKey: string;
}

/** The routes of the published samples, made safe. */
export function createShop(options: ShopOptions): Express {
  const accounts = new Accounts();
  const server = createConsentServer(options);
  const consent = createConsentHandler<Request>({
    ...options,
    cookie: { secret: options.cookieSecret },
    identify(request) {
      const account = accounts.ofSession(sessionOf(request));
      return account === undefined ? null : { orgUserId: account.id };
    },
  });
  const shop = { accounts, server, consent };
  const app = express();
  // temp-token, anonymous-token, token, refresh, status and link: the handler names the visitor, no body does.
  app.use("/api/consent", consent);
  app.use(express.json());
  app.post(["/api/register", "/api/register-with-anonymous"], (request, response) => register(shop, request, response));
  app.post("/api/login", (request, response) => logIn(shop, request, response));
  app.post("/api/logout", (request, response) => logOut(shop, request, response));
  app.post("/api/consolidate-user", requireKey(options.internalKey), (request, response) =>
    consolidate(server, request, response),
  );
  app.get("/api/dashboard", (request, response) => showDashboard(shop, request, response));
  app.use(answerFailure);
  return app;
}

interface Shop {
  readonly accounts: Accounts;
  readonly server: ConsentServer;
  readonly consent: ExpressConsent<Request>;
}

/** Consent first: without the service's yes for this visitor there is no account. */
async function register(shop: Shop, request: Request, response: Response): Promise<void> {
  const { email, password, name } = textsOf(request);
  if (!email || !password || !name) return refuse(response, 422, "E-mail, password and name are needed.");
  // With a session, the status is that of its customer, on whose consent no other account can stand.
  const isSignedIn = shop.accounts.ofSession(sessionOf(request)) !== undefined;
  if (isSignedIn) return refuse(response, 409, "You are logged in already. Log out first.");
  const { mayProceed } = await shop.consent.status(request, { validateAgainst: "required" });
  if (!mayProceed) return refuse(response, 403, "Consent comes first.");
  const opened = await shop.accounts.open({ email: email.toLowerCase(), name }, password);
  if (opened === undefined) return refuse(response, 409, "This address has an account. Log in instead.");
  const { account, isNew } = opened;
  if (!(await linkVisitor(shop, { request, response, account }))) {
    // The yes was somebody else's, such as that of an account opened with this cookie before: nobody is let in by it.
    if (isNew) shop.accounts.takeBack(account);
    return refuse(response, 403, "Consent comes first.");
  }
  await startSession(shop, { request, response, account });
}

/** Says who somebody is. What they may see, their consent decides: the dashboard asks. */
async function logIn(shop: Shop, request: Request, response: Response): Promise<void> {
  const { email = "", password = "" } = textsOf(request);
  const account = await shop.accounts.find(email.toLowerCase(), password);
  if (account === undefined) return refuse(response, 401, "Invalid credentials");
  await linkVisitor(shop, { request, response, account });
  await startSession(shop, { request, response, account });
}

/** Ends the session. The visitor who stays behind is another one already: linking has seen to that. */
function logOut({ accounts }: Shop, request: Request, response: Response): void {
  accounts.endSession(sessionOf(request));
  response.clearCookie("shop_session").set("Cache-Control", "no-store").json({ success: true });
}

interface SignIn {
  readonly request: Request;
  readonly response: Response;
  readonly account: Account;
}

/** The visitor of the cookie becomes the account's; whether it has. One that belongs to somebody else stays theirs. */
async function linkVisitor({ consent }: Shop, { request, response, account }: SignIn): Promise<boolean> {
  const link = await consent.link(request, { orgUserId: account.id });
  response.append("Set-Cookie", [...link.setCookies]);
  return link.status === "linked" && [...link.result.linked, ...link.result.already_linked].length > 0;
}

/** Lets the account in. */
async function startSession({ accounts, server }: Shop, { request, response, account }: SignIn): Promise<void> {
  const { token } = await server.tokens.generate({ org_user_id: account.id });
  response.cookie("shop_session", accounts.startSession(account), {
    httpOnly: true,
    sameSite: "lax",
    secure: request.secure,
  });
  response.set("Cache-Control", "no-store").json({ user: account, token });
}

/** The CRM has found out that an e-mail address and a phone number are one customer's. */
async function consolidate(server: ConsentServer, request: Request, response: Response): Promise<void> {
  const { user_id: orgUserId, email, phone: mobile } = textsOf(request);
  if (!orgUserId) return refuse(response, 422, "user_id is needed.");
  const outcome = await server.consolidateUser({ orgUserId, email, mobile });
  if (outcome.status === "id-of-another") return refuse(response, 409, "This id belongs to another customer.");
  response.json({ success: true, link_result: outcome.result, held_by_others: outcome.heldByOthers });
}

/** What needs consent asks for it at each request; a failure to ask is no consent. */
async function showDashboard({ accounts, consent }: Shop, request: Request, response: Response): Promise<void> {
  const account = accounts.ofSession(sessionOf(request));
  if (account === undefined) return refuse(response, 401, "Log in first.");
  const { mayProceed } = await consent.status(request, { validateAgainst: "required" });
  if (!mayProceed) return refuse(response, 403, "Consent is needed.");
  response.json({ user: account });
}
