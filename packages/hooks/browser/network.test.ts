import { describe, expect, it } from "vitest";
import { setScene } from "./stand/scene.ts";

const scene = setScene();

const minute = 60_000;

const causes = [
  "connectionrefused",
  "connectionreset",
  "internetdisconnected",
  "namenotresolved",
  "connectionclosed",
] as const;

describe("a request that the browser sends twice by itself", () => {
  it("renews once and records once [R-A4]", async () => {
    const person = await scene.host.person();
    const tab = await scene.tab();
    scene.gateway.refuse("read", "TOKEN_EXPIRED");
    scene.gateway.loseOnReuse("refresh");
    await tab.show(scene.props(person));
    await tab.is("asking");
    const [first, second] = scene.gateway.to("refresh");
    expect(second?.body).toBe(first?.body);
    expect([first?.answer?.status, second?.answer?.status]).toEqual([200, 200]);
    const successor = ({ answer }: NonNullable<typeof first>) =>
      /"refresh_token":"[^"]+"/u.exec(answer?.body ?? "")?.[0] ?? "none";
    expect(second && successor(second)).toBe(first && successor(first));

    scene.gateway.loseOnReuse("submit");
    await tab.press("Accept all");
    await tab.is("recorded");
    const [sent, again] = scene.gateway.to("submit");
    expect(again?.headers["idempotency-key"]).toBe(sent?.headers["idempotency-key"]);
    expect(again?.answer).toEqual(sent?.answer);
    expect(new Set((await scene.host.decisionsOf(person)).map((held) => held.event_uuid)).size).toBe(1);
    await expect.poll(() => tab.outcomes()).toEqual(["accepted"]);
  });
});

describe("without a network", () => {
  it("nobody is signed out: five kinds of failure, then the same token renews [R-C3] [R-C7]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tab = await scene.tab();
    await tab.show(scene.props(person));
    await tab.is("asking");
    const left = [...causes];
    await scene.context.route("**/tokens/refresh", async (route) => {
      const cause = left.shift();
      await (cause === undefined ? route.continue() : route.abort(cause));
    });
    await scene.context.clock.fastForward(59 * minute);
    await expect.poll(() => left.length).toBeLessThan(causes.length);
    // Retries rest in between, and the network is said to be back, until it is.
    await expect
      .poll(
        async () => {
          await scene.context.clock.fastForward(2_000);
          await tab.frame.evaluate(() => window.dispatchEvent(new Event("online")));
          return left.length;
        },
        { interval: 200 },
      )
      .toBe(0);
    await expect
      .poll(
        async () => {
          await scene.context.clock.fastForward(1_000);
          return scene.gateway.to("refresh").length;
        },
        { interval: 500 },
      )
      .toBeGreaterThan(0);
    await tab.session("ready");
    expect(new Set(scene.gateway.to("refresh").map(({ body }) => body))).toEqual(
      new Set([JSON.stringify({ refresh_token: person.refreshToken })]),
    );
    expect(await tab.heard("expired")).toEqual([]);
  });

  it("a decision is not kept waiting: it is uncertain at once, and a repeat under its key settles it [R-C5]", async () => {
    const person = await scene.host.person();
    const tab = await scene.tab();
    await tab.show(scene.props(person));
    await tab.is("asking");
    await scene.context.setOffline(true);
    await tab.press("Accept all");
    await tab.is("uncertain", { error: "NETWORK", "may-proceed": "false" });
    expect(scene.gateway.to("submit")).toEqual([]);

    await scene.context.setOffline(false);
    scene.gateway.refuse("submit", "RATE_LIMITED");
    await tab.press("Try again");
    await tab.is("uncertain", { error: "RATE_LIMITED" });
    await tab.press("Try again");
    await tab.is("recorded", { "may-proceed": "true" });
    const keys = scene.gateway.to("submit").map(({ headers }) => headers["idempotency-key"]);
    expect(keys).toHaveLength(2);
    expect(new Set(keys).size).toBe(1);
    await expect.poll(() => tab.outcomes()).toEqual(["accepted"]);
  });

  it("a browser that wrongly believes so asks and records all the same [R-C4]", async () => {
    const person = await scene.host.person();
    await scene.context.addInitScript(() =>
      Object.defineProperty(Navigator.prototype, "onLine", { get: () => false, configurable: true }),
    );
    const tab = await scene.tab();
    await tab.believeOffline();
    await tab.show(scene.props(person));
    await tab.is("asking", { session: "ready" });
    await tab.press("Accept all");
    await tab.is("recorded");
    expect(scene.gateway.to("submit")).toHaveLength(1);
  });

  it("a blocked, a forbidden and a missing way are one failure, which ends no session [R-C7]", async () => {
    scene.tolerate(/CORS policy/u);
    const person = await scene.host.person();
    const reading = "**/notices/**";
    const tab = await scene.tab();
    await scene.context.route(reading, (route) => route.abort("blockedbyclient"));
    await tab.show(scene.props(person));
    await tab.is("failed", { error: "NETWORK", session: "ready", "may-proceed": "false" });
    await scene.context.unroute(reading);

    scene.gateway.refuse("read", "TOKEN_EXPIRED", { "access-control-allow-origin": "http://elsewhere.test" });
    await tab.press("Try again");
    await expect.poll(() => scene.gateway.to("read").length).toBe(1);
    await expect.poll(() => tab.heard("error")).toHaveLength(2);

    await scene.context.setOffline(true);
    await tab.press("Try again");
    await expect.poll(() => tab.heard("error")).toHaveLength(3);
    expect((await tab.heard("error")).map(({ code }) => code)).toEqual(["NETWORK", "NETWORK", "NETWORK"]);
    await scene.context.setOffline(false);
    await tab.press("Try again");
    await tab.is("asking");
    expect(scene.gateway.to("refresh")).toEqual([]);
    expect(await tab.heard("expired")).toEqual([]);
  });
});

describe("a service that does not answer in time", () => {
  it("is given up after ten seconds, headers or not, and can be asked again [R-C1]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tab = await scene.tab();
    const reading = scene.gateway.hold("read");
    await tab.show(scene.props(person));
    await reading.arrived;
    await scene.context.clock.fastForward(10_000);
    await tab.is("failed", { error: "TIMEOUT" });
    await tab.press("Try again");
    await tab.is("asking");
    reading.release();
    const submission = scene.gateway.hold("submit");
    await tab.press("Accept all");
    await submission.arrived;
    await scene.context.clock.fastForward(15_000);
    await tab.is("uncertain", { error: "TIMEOUT" });
    await tab.press("Try again");
    await tab.is("recorded");
    submission.release();
    expect(new Set((await scene.host.decisionsOf(person)).map((held) => held.event_uuid)).size).toBe(1);
  });

  it("is not asked again before the moment it names, which a page of another origin can read [R-A17]", async () => {
    const person = await scene.host.person();
    await scene.context.clock.install();
    const tab = await scene.tab();
    scene.gateway.refuse("read", "RATE_LIMITED", { "retry-after": "7" });
    await tab.show(scene.props(person));
    await tab.is("failed", { error: "RATE_LIMITED", session: "ready" });
    await expect.poll(async () => (await tab.heard("error")).map(({ retryAfterMs }) => retryAfterMs)).toEqual([7_000]);
    await tab.press("Try again");
    await tab.is("asking");

    scene.gateway.refuse("refresh", "RATE_LIMITED", { "retry-after": "300" });
    await scene.context.clock.fastForward(59 * minute);
    await expect.poll(() => scene.gateway.to("refresh").length).toBe(1);
    await tab.session("refreshing");
    await scene.context.clock.fastForward(200_000);
    expect(scene.gateway.to("refresh")).toHaveLength(1);
    await scene.context.clock.fastForward(110_000);
    await tab.session("ready");
    expect(scene.gateway.to("refresh")).toHaveLength(2);
  });
});
