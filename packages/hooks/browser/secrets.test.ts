import { describe, expect, it } from "vitest";
import { setScene } from "./stand/scene.ts";
import type { Tab } from "./stand/tab.ts";

const scene = setScene();

describe("the tokens of a person", () => {
  it("lie nowhere after a whole visit: refreshed, failed, decided [SEC-C2] [SEC-C4]", async () => {
    const person = await scene.host.person();
    const tabs = await scene.tabs(2);
    for (const tab of tabs) {
      scene.gateway.refuse("read", "TOKEN_EXPIRED");
      await tab.show(scene.props(person));
      await tab.is("asking");
    }
    const [tab] = tabs;
    await scene.context.route("**/submit-consent", (route) => route.abort(), { times: 1 });
    await tab?.press("Accept all");
    await tab?.is("uncertain");
    await tab?.press("Try again");
    await tab?.is("recorded");
    expect(await scene.context.storageState({ indexedDB: true })).toEqual({ cookies: [], origins: [] });
    const stores = await tab?.frame.evaluate(() => [localStorage.length, sessionStorage.length]);
    expect(stores).toEqual([0, 0]);
    expect(await scene.leaks()).toEqual([]);

    // A token that does lie somewhere is found.
    await tab?.frame.evaluate((token) => sessionStorage.setItem("left", `x${token}y`), person.refreshToken);
    expect(await scene.leaks()).toEqual([person.refreshToken]);
    await tab?.frame.evaluate(() => sessionStorage.clear());
  });

  it("leave memory when another person takes the place, and when nobody does [SEC-C14]", async () => {
    const [first, second] = [await scene.host.person(), await scene.host.person()];
    await scene.context.clock.install();
    const tab = await scene.tab();
    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    await tab.show(scene.props(first));
    await tab.is("asking");
    await expect.poll(() => tab.heard("tokens")).toHaveLength(1);
    const [renewed] = await tab.heard("tokens");
    const ofFirst = [first.refreshToken, signatureOf(first.accessToken)];
    const ofRenewed = [renewed?.refreshToken ?? "", signatureOf(renewed?.accessToken ?? "")];
    await tab.forget();
    expect(await inMemory(tab, ofRenewed)).toEqual(ofRenewed);

    await tab.show(scene.props(second));
    await tab.is("asking");
    await tab.forget();
    const ofSecond = [second.refreshToken, signatureOf(second.accessToken)];
    await expect
      .poll(() => inMemory(tab, [...ofFirst, ...ofRenewed, ...ofSecond]), { interval: 500 })
      .toEqual(ofSecond);

    await tab.hide();
    // As long as a session waits for its host to come back.
    await scene.context.clock.fastForward(6_000);
    await expect.poll(() => inMemory(tab, ofSecond), { interval: 500 }).toEqual([]);
  });
});

/** The part of a token that no two have in common. */
function signatureOf(token: string): string {
  return token.split(".").at(-1) ?? "";
}

/** Which of the words a page holds in memory, after everything that nobody holds is gone. */
async function inMemory(tab: Tab, words: readonly string[]): Promise<readonly string[]> {
  const devTools = await tab.devTools();
  const chunks: string[] = [];
  devTools.on("HeapProfiler.addHeapSnapshotChunk", ({ chunk }) => chunks.push(chunk));
  await devTools.send("HeapProfiler.collectGarbage");
  await devTools.send("HeapProfiler.takeHeapSnapshot", { reportProgress: false });
  await devTools.detach();
  const snapshot = chunks.join("");
  return words.filter((word) => snapshot.includes(word));
}
