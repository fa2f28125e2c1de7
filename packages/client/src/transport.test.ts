import { readNotice, readPublicNotice, submitConsent } from "@notice-consent/contract";
import { aNotice, aSubmission, createFakeClock, type FakeClock } from "@notice-consent/testing";
import { afterEach, describe, expect, it, vi } from "vitest";
import { createTransport, type Transport } from "./transport.ts";

const baseUrl = "https://consent.test";
const address = { organisationUuid: "org", workspaceUuid: "work" };
const request = { address, params: { notice_uuid: "notice" } };

function transportOn(fetch: typeof globalThis.fetch, clock: FakeClock = createFakeClock()): Transport {
  return createTransport({ baseUrl, fetch, clock });
}

function json(body: unknown, init: ResponseInit = {}): Response {
  return new Response(JSON.stringify(body), { status: 200, ...init });
}

/** A body that sends one byte and then nothing. */
function stalled(): Response {
  return new Response(new ReadableStream({ start: (controller) => controller.enqueue(new Uint8Array([123])) }));
}

afterEach(() => vi.unstubAllGlobals());

describe("a call", () => {
  it("goes to the one cleaned base address, parts encoded, with fixed safe settings [W1] [W2] [R-C9] [R-C10] [SEC-C7] [SEC-C8]", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => json({ detail: aNotice() }));
    for (const url of ["https://consent.test", "https://consent.test/", " https://consent.test/consent// "]) {
      const transport = createTransport({ baseUrl: url, fetch });
      await transport.call(readNotice, {
        address: { organisationUuid: "o/1", workspaceUuid: "w?2" },
        params: { notice_uuid: "n 3#é" },
        query: { validate_against: "all", specific_uuid: undefined },
        credential: { kind: "access-token", token: "secret-token" },
        language: "hi",
      });
    }
    for (const [url, init] of fetch.mock.calls) {
      expect(url).toBe(
        "https://consent.test/consent/public/organisations/o%2F1/workspaces/w%3F2/notices/n%203%23%C3%A9?validate_against=all",
      );
      expect(init).toMatchObject({
        method: "GET",
        credentials: "omit",
        cache: "no-store",
        redirect: "error",
        referrerPolicy: "no-referrer",
        headers: { Authorization: "Bearer secret-token", "Accept-Language": "hi", "Content-Type": "application/json" },
      });
    }
  });

  it("carries an idempotency key, and keeps a small decision alive when the page goes [R-F7] [W22]", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>(async () => new Response("", { status: 201 }));
    const body = aSubmission(aNotice());
    await transportOn(fetch).call(submitConsent, { address, body, idempotencyKey: "key-1" });
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ keepalive: true, headers: { "Idempotency-Key": "key-1" } });
    const large = { ...body, component_version: "x".repeat(20_000) };
    await transportOn(fetch).call(submitConsent, { address, body: large });
    expect(fetch.mock.calls[1]?.[1]).toMatchObject({ keepalive: false });
  });

  it.each(["", "consent.test", "ftp://consent.test", "https://user:pass@consent.test", "javascript:alert(1)"])(
    "is refused at once for the base address %j [SEC-C7]",
    (url) => {
      expect(() => createTransport({ baseUrl: url })).toThrow(expect.objectContaining({ code: "CONFIGURATION" }));
    },
  );

  it("fails as NETWORK alike for every way in which fetch rejects, without repeating the cause [R-C7] [SEC-C2]", async () => {
    const transport = transportOn(async () => Promise.reject(new TypeError("Bearer secret-token")));
    const error: unknown = await transport.call(readPublicNotice, request).catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: "NETWORK", retryable: true, status: 0 });
    expect(JSON.stringify(error) + String(error)).not.toContain("secret-token");
    expect(error).not.toHaveProperty("cause");
  });
});

describe("the deadline of a call", () => {
  const hangs: [string, () => Promise<Response>][] = [
    ["before the headers, by a fetch that ignores its signal", () => new Promise(() => {})],
    ["in the middle of the body", async () => stalled()],
  ];

  it.each(hangs)("frees the caller after 10 s when a read hangs %s [R-C1]", async (_, fetch) => {
    const clock = createFakeClock();
    const outcome = transportOn(fetch, clock)
      .call(readPublicNotice, request)
      .catch((error: unknown) => error);
    let settled = false;
    void outcome.then(() => (settled = true));
    await clock.advance(9_999);
    expect(settled).toBe(false);
    await clock.advance(1);
    expect(await outcome).toMatchObject({ code: "TIMEOUT", retryable: true });
    expect(clock.pendingTimers).toBe(0);
  });

  it("is 15 s for a write, headers and body together [R-C1]", async () => {
    const clock = createFakeClock();
    const slow = async (): Promise<Response> => {
      await new Promise<void>((resolve) => clock.setTimeout(resolve, 14_000));
      return stalled();
    };
    const outcome = transportOn(slow, clock)
      .call(submitConsent, { address, body: aSubmission(aNotice()) })
      .catch((error: unknown) => error);
    await clock.advance(15_000);
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
  });

  it("needs neither AbortSignal.timeout nor AbortSignal.any [R-C2]", async () => {
    vi.stubGlobal("AbortSignal", {});
    const clock = createFakeClock();
    const outcome = transportOn(() => new Promise(() => {}), clock)
      .call(readPublicNotice, request)
      .catch((e: unknown) => e);
    await clock.advance(10_000);
    expect(await outcome).toMatchObject({ code: "TIMEOUT" });
  });

  it("leaves no timer after an answer [R-D12]", async () => {
    const clock = createFakeClock();
    await transportOn(async () => json({ detail: aNotice() }), clock).call(readPublicNotice, request);
    expect(clock.pendingTimers).toBe(0);
  });
});

describe("giving up", () => {
  it("ends a call at once and aborts its request [R-C1]", async () => {
    const controller = new AbortController();
    let seen: AbortSignal | null | undefined;
    const transport = transportOn((_, init) => {
      seen = init?.signal;
      return new Promise(() => {});
    });
    const outcome = transport
      .call(readPublicNotice, { ...request, signal: controller.signal })
      .catch((e: unknown) => e);
    controller.abort();
    expect(await outcome).toMatchObject({ code: "ABORTED", retryable: false });
    expect(seen?.aborted).toBe(true);
  });

  it("beforehand sends nothing", async () => {
    const fetch = vi.fn<typeof globalThis.fetch>();
    const call = transportOn(fetch).call(readPublicNotice, { ...request, signal: AbortSignal.abort() });
    await expect(call).rejects.toMatchObject({ code: "ABORTED" });
    expect(fetch).not.toHaveBeenCalled();
  });
});

describe("an answer", () => {
  it("of more than 1 MiB is not read to its end [SEC-C11]", async () => {
    let pulled = 0;
    const endless = new ReadableStream({
      pull: (controller) => {
        pulled += 1;
        controller.enqueue(new Uint8Array(64 * 1024).fill(32));
      },
    });
    const call = transportOn(async () => new Response(endless)).call(readPublicNotice, request);
    await expect(call).rejects.toMatchObject({ code: "BAD_RESPONSE" });
    expect(pulled).toBeLessThan(25);
  });

  it("tells when to try again and under which request id [R-A17]", async () => {
    const headers = { "Retry-After": "7", "X-Request-Id": "request-9" };
    const call = transportOn(async () => json({ message: "busy" }, { status: 429, headers })).call(
      readPublicNotice,
      request,
    );
    await expect(call).rejects.toMatchObject({ code: "RATE_LIMITED", retryAfterMs: 7000, requestId: "request-9" });
  });
});

describe("a call of the host's own route", () => {
  const options = { body: {}, signal: new AbortController().signal, deadlineMs: 1000 };

  it("carries the page's cookies and stays on its origin [SEC-C7]", async () => {
    vi.stubGlobal("location", new URL("https://shop.test/checkout"));
    const fetch = vi.fn<typeof globalThis.fetch>(async () => json({ token: "a" }));
    const transport = transportOn(fetch);
    await transport.postToHost("/api/consent/refresh", options);
    expect(fetch.mock.calls[0]?.[0]).toBe("https://shop.test/api/consent/refresh");
    expect(fetch.mock.calls[0]?.[1]).toMatchObject({ credentials: "same-origin", redirect: "error", method: "POST" });
    for (const url of [
      "https://evil.test/x",
      "//evil.test/x",
      "\\\\evil.test/x",
      "https://shop.test@evil.test/",
      "http://shop.test/x",
    ]) {
      await expect(transport.postToHost(url, options)).rejects.toMatchObject({ code: "CONFIGURATION" });
    }
    expect(fetch).toHaveBeenCalledTimes(1);
  });

  it("needs a page", async () => {
    await expect(transportOn(vi.fn<typeof globalThis.fetch>()).postToHost("/x", options)).rejects.toMatchObject({
      code: "CONFIGURATION",
    });
  });
});
