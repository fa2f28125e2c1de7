import { describe, expect, it } from "vitest";
import type { Person } from "./stand/host.ts";
import { setScene } from "./stand/scene.ts";
import type { Tab } from "./stand/tab.ts";

const scene = setScene();

/** A tab whose host was told of a newer pair, on a service at which an even newer one has been issued since. */
async function reloaded(person: Person, stored: boolean): Promise<{ readonly tab: Tab; readonly newer: Person }> {
  await scene.context.clock.install();
  const tab = await scene.tab();
  scene.gateway.refuse("read", "TOKEN_EXPIRED");
  await tab.show(scene.props(person, { stored }));
  await tab.is("asking");
  await expect.poll(() => tab.heard("tokens")).toHaveLength(1);
  const [told] = await tab.heard("tokens");
  await tab.page.reload();
  const newer = { ...person, accessToken: told?.accessToken ?? "", refreshToken: told?.refreshToken ?? "" };
  return { tab, newer };
}

describe("after a reload", () => {
  it("a host that kept the newer pair goes on with it [R-A15]", async () => {
    const person = await scene.host.person();
    const { tab, newer } = await reloaded(person, false);
    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    await tab.show(scene.props(newer));
    await tab.is("asking");
    expect(JSON.parse(scene.gateway.to("refresh").at(-1)?.body ?? "")).toEqual({ refresh_token: newer.refreshToken });
    expect(await tab.heard("expired")).toEqual([]);
  });

  it("a host that did not keep it hears of one end, and the used token is tried once [R-A15] [R-B7]", async () => {
    const person = await scene.host.person();
    const { tab, newer } = await reloaded(person, false);
    // Makes the host's own token an older member of its family.
    await scene.host.refresh(newer.refreshToken);
    const before = scene.gateway.to("refresh").length;
    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    await tab.show(scene.props(person));
    await tab.session("refreshing");
    // As long as a tab waits for word of a newer token.
    await expect.poll(() => scene.gateway.to("refresh").length).toBe(before + 1);
    await scene.context.clock.fastForward(5_000);
    await tab.is("failed", { session: "expired", error: "SESSION_ENDED" });
    await expect.poll(() => tab.heard("expired")).toHaveLength(1);

    for (let hour = 0; hour < 3; hour += 1) await scene.context.clock.fastForward("01:00:00");
    await tab.press("Try again");
    await tab.is("failed", { session: "expired" });
    expect(scene.gateway.to("refresh")).toHaveLength(before + 1);
    expect(await tab.heard("expired")).toHaveLength(1);
  });

  it("a host that lets the library store tokens goes on, although it supplies the used one [R-A15]", async () => {
    scene.allowStoredTokens();
    const person = await scene.host.person();
    const { tab, newer } = await reloaded(person, true);
    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    await tab.show(scene.props(person, { stored: true }));
    await tab.is("asking");
    expect(scene.gateway.to("refresh")).toHaveLength(1);
    await scene.context.clock.fastForward("59:00");
    await expect.poll(() => scene.gateway.to("refresh").length).toBe(2);
    expect(JSON.parse(scene.gateway.to("refresh").at(-1)?.body ?? "")).toEqual({ refresh_token: newer.refreshToken });
    await tab.session("ready");
    expect(await tab.heard("expired")).toEqual([]);
  });
});
