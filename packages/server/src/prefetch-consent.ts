import {
  addressOf,
  createConsentClient,
  systemClock,
  type Clock,
  type ConsentClient,
  type NoticeAnswer,
  type NoticeRequest,
  type PrefetchedConsent,
} from "@notice-consent/client";
import { ConsentError, type ValidateAgainst, type WorkspaceAddress } from "@notice-consent/contract";

/** What a page asks of one person before it is sent. */
export interface PrefetchConsentOptions extends Partial<WorkspaceAddress> {
  readonly noticeId: string;
  /** The address that the browser calls, with or without `/consent`; it is part of what names the person. */
  readonly baseUrl: string;
  /** The person's, as your backend holds it. Without one, and with organisation and workspace, the notice is read for nobody. */
  readonly accessToken?: string | undefined;
  /** `all` when absent. */
  readonly validateAgainst?: ValidateAgainst | undefined;
  readonly applicationId?: string | undefined;
  /** BCP-47, as of the request; the notice is first shown in it. */
  readonly language?: string | undefined;
  /** By default the platform's. One of your own may reach the service by another way than the browser's. */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** How long the page may wait for it; 2,000 when absent. */
  readonly timeoutMs?: number | undefined;
  readonly clock?: Clock | undefined;
}

const defaultTimeoutMs = 2_000;

/**
 * Reads a notice, or that nothing is left to ask, for the first HTML: hand the result, or its promise, to
 * `<ConsentBoundary state>`. It holds no token. A read that fails or takes too long leaves the reading to the browser;
 * only a set-up that cannot work rejects, with a `CONFIGURATION` error.
 */
export async function prefetchConsent(options: PrefetchConsentOptions): Promise<PrefetchedConsent> {
  const { noticeId, accessToken, validateAgainst = "all", applicationId = "", language = "" } = options;
  const { clock = systemClock } = options;
  const client = createConsentClient({ baseUrl: options.baseUrl, fetch: options.fetch, clock });
  const address = addressOf(accessToken, options);
  if (address === undefined) {
    throw new ConsentError("CONFIGURATION", {
      message: "prefetchConsent needs the person's accessToken, or organisationUuid and workspaceUuid.",
    });
  }
  const digest = accessToken ? client.principal(accessToken, address).digest : "";
  const request = {
    noticeId,
    validateAgainst,
    applicationId: applicationId || undefined,
    language: language || undefined,
  };
  const answer = await within(options.timeoutMs ?? defaultTimeoutMs, clock, (signal) =>
    read(client, { ...request, signal }, address, accessToken),
  );
  const readAt = new Date(clock.now()).toISOString();
  return { base: client.base, address, digest, noticeId, validateAgainst, applicationId, language, answer, readAt };
}

async function read(
  client: ConsentClient,
  request: NoticeRequest,
  address: WorkspaceAddress,
  accessToken: string | undefined,
): Promise<NoticeAnswer> {
  if (!accessToken) return { status: "ask", notice: await client.readPublicNotice(address, request) };
  const session = client.openSession(client.principal(accessToken, address), { accessToken });
  try {
    return await client.readNotice(session, request);
  } finally {
    client.dropSession(session.digest);
  }
}

/** The answer, or `undefined` when there is none in time. */
async function within<Answer>(
  ms: number,
  clock: Clock,
  ask: (signal: AbortSignal) => Promise<Answer>,
): Promise<Answer | undefined> {
  const giveUp = new AbortController();
  const timer = clock.setTimeout(() => giveUp.abort(), ms);
  try {
    return await ask(giveUp.signal);
  } catch {
    return undefined;
  } finally {
    clock.clearTimeout(timer);
  }
}
