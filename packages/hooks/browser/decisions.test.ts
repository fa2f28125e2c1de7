import { describe, expect, it } from "vitest";
import { setScene } from "./stand/scene.ts";

const scene = setScene();

const account = "Your account and orders";
const news = "News and offers by e-mail";

describe("a person who decides", () => {
  it("is shown the notice again, ticks kept, when it has changed while they read [R-F6]", async () => {
    const person = await scene.host.person();
    const noticeId = await scene.host.ownNotice();
    const tab = await scene.tab();
    await tab.show(scene.props(person, { noticeId }));
    await tab.is("asking", { version: "1" });
    await tab.tick(account);
    await scene.host.reword(noticeId);
    await tab.press("Save choices");
    await tab.is("asking", { version: "2", error: "NOTICE_VERSION_CHANGED" });
    expect(await scene.host.decisionsOf(person)).toEqual([]);
    expect(await tab.place.getByRole("checkbox", { name: account }).isChecked()).toBe(true);
    expect(await tab.place.getByRole("checkbox", { name: news }).isChecked()).toBe(false);
    expect(await tab.heard("accept")).toEqual([]);

    await tab.press("Save choices");
    await tab.is("recorded", { outcome: "partially-accepted" });
    const held = (await scene.host.decisionsOf(person)).map(({ selected }) => selected);
    expect(new Set(held)).toEqual(new Set([true, false]));
  });

  it("has decided, although the tab is closed before the browser has asked whether it may send it [R-F7]", async () => {
    const person = await scene.host.person();
    const tab = await scene.tab();
    await tab.show(scene.props(person));
    await tab.is("asking");
    // A request that nobody keeps alive ends with the page, and so tells when that is really gone.
    const ordinary = scene.gateway.hold("other");
    await tab.frame.evaluate((address) => void fetch(address).catch(() => {}), `${scene.gateway.baseUrl}/nothing`);
    await ordinary.arrived;
    const preflight = scene.gateway.hold("preflight");
    await tab.press("Accept all");
    await preflight.arrived;
    await tab.page.close();
    await ordinary.abandoned;
    expect(scene.gateway.to("submit")).toEqual([]);
    preflight.release();
    await expect.poll(() => scene.gateway.to("submit").map(({ answer }) => answer?.status)).toEqual([201]);

    const later = await scene.tab();
    await later.show(scene.props(person));
    await later.is("satisfied", { "may-proceed": "true" });
    await expect.poll(() => later.outcomes()).toEqual(["already-valid"]);
    expect(new Set((await scene.host.decisionsOf(person)).map((held) => held.event_uuid)).size).toBe(1);
  });

  it("is the only one who can: nothing that happens by itself submits anything [SEC-C12]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tab = await scene.tab();
    const { accessToken: _, refreshToken: __, ...anonymous } = scene.props(person);
    const { organisationUuid, workspaceUuid } = scene.workspace();
    await tab.show({ ...anonymous, organisationUuid, workspaceUuid, honourPreselection: true });
    await tab.is("preview");
    await tab.show(scene.props(person, { honourPreselection: true }));
    await tab.is("asking");
    await scene.context.clock.fastForward("59:00");
    await expect.poll(() => tab.heard("tokens")).toHaveLength(1);
    const later = await scene.host.tokensFor(person.orgUserId);
    await tab.show(scene.props(later, { honourPreselection: true }));
    await tab.frame.evaluate(() => {
      for (const name of ["pageshow", "focus", "online", "load", "message", "storage", "submit", "click"]) {
        window.dispatchEvent(new Event(name));
        document.body.dispatchEvent(new Event(name, { bubbles: true }));
      }
      document.dispatchEvent(new Event("visibilitychange"));
    });
    await tab.page.reload();
    await tab.show(scene.props(later, { honourPreselection: true }));
    await tab.is("asking", { "may-proceed": "false" });
    expect(scene.gateway.to("submit")).toEqual([]);
    expect(await scene.host.decisionsOf(person)).toEqual([]);
  });
});

describe("two tabs of one person", () => {
  it("learn of a decision in the other one from its announcement [R-F9]", async () => {
    const person = await scene.host.person();
    const [one, other] = [await scene.tab(), await scene.tab()];
    for (const tab of [one, other]) {
      await tab.show(scene.props(person));
      await tab.is("asking");
    }
    await one.press("Accept all");
    await one.is("recorded", { "may-proceed": "true" });
    await other.is("satisfied", { "may-proceed": "true" });
    await expect.poll(() => other.outcomes()).toEqual(["already-valid"]);
    expect(scene.gateway.to("submit")).toHaveLength(1);
  });

  it("go by the latest decision: a yes no longer counts once the other one has said no [R-F9]", async () => {
    const person = await scene.host.person();
    const [one, other] = [await scene.tab(), await scene.tab()];
    for (const tab of [one, other]) {
      await tab.show(scene.props(person));
      await tab.is("asking");
    }
    // Still in the middle of choosing, so that the notice stays.
    await other.tick(news);
    await one.press("Accept all");
    await one.is("recorded", { "may-proceed": "true" });
    await other.press("Decline all");
    await other.is("recorded", { "may-proceed": "false", outcome: "withdrawn" });
    await one.is("asking", { "may-proceed": "false" });
    expect((await scene.host.decisionsOf(person)).map(({ selected }) => selected)).toEqual([false, false]);
  });

  it("learn of it when they are looked at again, without a line between them [R-F9]", async () => {
    await scene.context.addInitScript(() => Reflect.deleteProperty(window, "BroadcastChannel"));
    const person = await scene.host.person();
    await scene.context.clock.install();
    const [one, other] = [await scene.tab(), await scene.tab()];
    for (const tab of [one, other]) {
      await tab.show(scene.props(person));
      await tab.is("asking");
    }
    await one.press("Accept all");
    await one.is("recorded", { "may-proceed": "true" });
    // Longer than a notice that was read stays fresh.
    await scene.context.clock.fastForward("06:00");
    await other.frame.evaluate(() => window.dispatchEvent(new Event("focus")));
    await other.is("satisfied", { "may-proceed": "true" });
    expect(scene.gateway.to("submit")).toHaveLength(1);
  });
});
