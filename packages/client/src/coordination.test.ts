import { afterEach, describe, expect, it, vi } from "vitest";
import { browserCoordination } from "./coordination.ts";
import { uuid } from "./uuid.ts";

const { signal } = new AbortController();

afterEach(() => vi.unstubAllGlobals());

describe("the browser's locks", () => {
  it("are held until they are released, and asked for without stealing [R-A10] [R-A11]", async () => {
    let isHeld = false;
    const request = vi.fn<(name: string, options: object, run: () => Promise<void>) => Promise<void>>(
      async (_, __, run) => {
        isHeld = true;
        await run();
        isHeld = false;
      },
    );
    vi.stubGlobal("navigator", { locks: { request } });
    const release = await browserCoordination.lock("name", signal);
    expect(isHeld).toBe(true);
    expect(request.mock.calls[0]?.slice(0, 2)).toEqual(["name", { signal }]);
    release?.();
    await vi.waitFor(() => expect(isHeld).toBe(false));
  });

  it("are left out where there are none [R-E2] [R-E3] [R-A13]", async () => {
    for (const navigator of [undefined, {}, { locks: {} }]) {
      vi.stubGlobal("navigator", navigator);
      expect(await browserCoordination.lock("name", signal)).toBeUndefined();
    }
  });

  it("that are refused, as in a sandboxed frame, are an ordinary rejection [R-A13]", async () => {
    const request = (): Promise<never> => Promise.reject(new DOMException("Denied", "SecurityError"));
    vi.stubGlobal("navigator", { locks: { request } });
    await expect(browserCoordination.lock("name", signal)).rejects.toThrow("Denied");
    vi.stubGlobal("navigator", {
      get locks() {
        throw new DOMException("No getter either", "SecurityError");
      },
    });
    await expect(browserCoordination.lock("name", signal)).rejects.toThrow("No getter");
  });
});

describe("the browser's channels", () => {
  it("carry messages to the other pages until they are closed [R-D12]", async () => {
    const name = `coordination-test/${uuid()}`;
    const heard: unknown[] = [];
    const hear = (message: unknown): void => void heard.push(message);
    const [one, other, closed] = [hear, hear, hear].map((listener) => browserCoordination.connect(name, listener));
    closed?.close();
    one?.post({ from: "one" });
    await vi.waitFor(() => expect(heard).toEqual([{ from: "one" }]), { timeout: 10_000 });
    other?.post({ from: "other" });
    await vi.waitFor(() => expect(heard).toEqual([{ from: "one" }, { from: "other" }]), { timeout: 10_000 });
    one?.close();
    other?.close();
  });

  it("are closed while a page is kept to be restored, and leave no listener behind [R-E4] [R-D12]", async () => {
    const page = new EventTarget();
    vi.stubGlobal("window", page);
    const name = `coordination-test/${uuid()}`;
    const heard: unknown[] = [];
    const kept = browserCoordination.connect(name, (message) => void heard.push(message));
    vi.stubGlobal("window", undefined);
    // Messages reach the pages of one name in order, so the last one tells that the others have come and gone.
    const witness: unknown[] = [];
    const other = browserCoordination.connect(name, (message) => void witness.push(message));
    const third = browserCoordination.connect(name, () => {});

    page.dispatchEvent(new Event("pagehide"));
    kept?.post("from nowhere");
    third?.post("while it is kept");
    await vi.waitFor(() => expect(witness).toEqual(["while it is kept"]), { timeout: 10_000 });
    page.dispatchEvent(new Event("pageshow"));
    third?.post("after its return");
    await vi.waitFor(() => expect(heard).toEqual(["after its return"]), { timeout: 10_000 });

    kept?.close();
    page.dispatchEvent(new Event("pageshow"));
    third?.post("after its end");
    await vi.waitFor(() => expect(witness).toHaveLength(3), { timeout: 10_000 });
    expect(heard).toEqual(["after its return"]);
    other?.close();
    third?.close();
  });

  it("are left out where there are none [R-E3]", () => {
    vi.stubGlobal("BroadcastChannel", undefined);
    expect(browserCoordination.connect("name", () => {})).toBeUndefined();
  });
});
