import { createFixtureService, type FixtureService, type FixtureServiceOptions } from "@notice-consent/testing";
import type { Coordination } from "@notice-consent/client";
import { QueryClient } from "@tanstack/react-query";
import { act, renderHook, waitFor, type RenderHookResult } from "@testing-library/react";
import { StrictMode, type ReactNode } from "react";
import { vi, type Mock } from "vitest";
import { SurroundingsContext, type ConsentDefaults } from "./consent-provider.tsx";
import { createPageClient } from "./page-client.ts";
import { useConsent, type Consent, type ConsentStatus, type UseConsentOptions } from "./index.ts";

/** The two ways in which every behaviour has to hold. */
export const renderings = [{ rendering: "plain" }, { rendering: "in StrictMode" }] as const;
export type Rendering = (typeof renderings)[number]["rendering"];

/** What a host gives, with every callback recorded. */
export interface Host extends UseConsentOptions {
  readonly onAccept: Mock<NonNullable<UseConsentOptions["onAccept"]>>;
  readonly onDecline: Mock<NonNullable<UseConsentOptions["onDecline"]>>;
  readonly onError: Mock<NonNullable<UseConsentOptions["onError"]>>;
  readonly onDismiss: Mock<NonNullable<UseConsentOptions["onDismiss"]>>;
}

/** A service, a page and its notices. */
export interface ConsentBench {
  readonly service: FixtureService;
  readonly queryClient: QueryClient;
  readonly Page: (props: { readonly children: ReactNode }) => ReactNode;
  /** The same page with further defaults. */
  readonly Provider: (props: ConsentDefaults & { readonly children: ReactNode }) => ReactNode;
  host(person?: string, options?: Partial<UseConsentOptions>): Host;
  render(options: UseConsentOptions): RenderHookResult<Consent, UseConsentOptions>;
  /** Mounts any hook in a place of its own. */
  mount<Options, Result>(hook: (options: Options) => Result, options: Options): RenderHookResult<Result, Options>;
}

/** What a bench is made from: a service to be made, or one that is there, as another page of the same browser has it. */
export interface BenchOptions extends FixtureServiceOptions {
  readonly service?: FixtureService;
  readonly coordination?: Coordination;
  /** An older service: it does not know the request for what is on record. */
  readonly withoutReview?: boolean;
}

/** Makes a service and a page over it. */
export function aConsentBench(rendering: Rendering = "plain", options: BenchOptions = {}): ConsentBench {
  const { service = createFixtureService(options), coordination } = options;
  const queryClient = new QueryClient();
  // One page for every place that is rendered into it, whatever React root it lives in.
  const older: typeof service.fetch = (input, init) => {
    const { url } = new Request(input, init);
    return service.fetch(url.replace(/include_fully_consented_data=true&?/u, ""), init);
  };
  const fetch = options.withoutReview === true ? older : service.fetch;
  const page = createPageClient({ fetch, queryClient, coordination });
  const surroundings = { page, defaults: { baseUrl: service.baseUrl } };
  const Page = ({ children }: { readonly children: ReactNode }): ReactNode => {
    const tree = <SurroundingsContext.Provider value={surroundings}>{children}</SurroundingsContext.Provider>;
    return rendering === "plain" ? tree : <StrictMode>{tree}</StrictMode>;
  };
  const Provider = ({ children, ...defaults }: ConsentDefaults & { readonly children: ReactNode }): ReactNode => {
    const given = { page, defaults: { ...surroundings.defaults, ...defaults } };
    const tree = <SurroundingsContext.Provider value={given}>{children}</SurroundingsContext.Provider>;
    return rendering === "plain" ? tree : <StrictMode>{tree}</StrictMode>;
  };
  return {
    service,
    queryClient,
    Page,
    Provider,
    host: (person = "person-1", given = {}) => ({
      noticeId: service.notices[0]?.uuid ?? "",
      ...tokensOf(service, person),
      ...given,
      onAccept: vi.fn<NonNullable<UseConsentOptions["onAccept"]>>(),
      onDecline: vi.fn<NonNullable<UseConsentOptions["onDecline"]>>(),
      onError: vi.fn<NonNullable<UseConsentOptions["onError"]>>(),
      onDismiss: vi.fn<NonNullable<UseConsentOptions["onDismiss"]>>(),
    }),
    render: (initialProps) => renderHook(useConsent, { initialProps, wrapper: Page }),
    mount: (hook, initialProps) => renderHook(hook, { initialProps, wrapper: Page }),
  };
}

/** Tokens of a person as the host's props. */
export function tokensOf(
  service: FixtureService,
  orgUserId: string,
): Pick<UseConsentOptions, "accessToken" | "refreshToken"> {
  const { accessToken, refreshToken } = service.issue({ orgUserId });
  return { accessToken, refreshToken };
}

/** Waits for a state and answers it, narrowed. */
export async function reach<Status extends ConsentStatus>(
  { result }: { readonly result: { readonly current: Consent } },
  status: Status,
): Promise<Extract<Consent, { status: Status }>> {
  return waitFor(() => {
    const { current } = result;
    if (!isIn(current, status)) throw new Error(`The notice is "${current.status}" and not "${status}".`);
    return current;
  });
}

function isIn<Status extends ConsentStatus>(
  consent: Consent,
  status: Status,
): consent is Extract<Consent, { status: Status }> {
  return consent.status === status;
}

/** Longer than any announcement waits for its paint. */
export async function announcements(): Promise<void> {
  await act(() => new Promise((resolve) => setTimeout(resolve, 150)));
}

/** The page comes back: one return, in the several events that browsers make of it. */
export async function comeBack(...events: ("focus" | "pageshow" | "online")[]): Promise<void> {
  await act(async () => {
    for (const event of events) window.dispatchEvent(new Event(event));
    document.dispatchEvent(new Event("visibilitychange"));
    // Longer than the session gathers the events of one return.
    await new Promise((resolve) => setTimeout(resolve, 80));
  });
}

/** The wall clock stands still from now on, this much later. The test has to end with `vi.useRealTimers()`. */
export function later(ms: number): void {
  const now = Date.now() + ms;
  vi.useFakeTimers({ toFake: ["Date"], now });
}
