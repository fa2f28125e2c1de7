import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createPost } from "./post.ts";
import { type Receiver, startReceiver } from "./receiver.test-data.ts";

const request = (url: string) => ({ url, headers: { "webhook-id": "e1" }, body: '{"name":"தமிழ்"}' });

describe("sending a webhook", () => {
  let other: Receiver;
  let receiver: Receiver;
  beforeAll(async () => {
    other = await startReceiver();
    receiver = await startReceiver(({ url }) => {
      if (url === "/hang") return undefined;
      if (url === "/redirect") return { status: 307, headers: { location: `${other.url}/inside` } };
      return { status: url === "/refuse" ? 500 : 200 };
    });
  });
  afterAll(async () => {
    await receiver.close();
    await other.close();
  });

  const local = { allowLoopback: true, resolve: async () => ["127.0.0.1"] };

  it("tells the status of the answer", async () => {
    const post = createPost(local);
    expect(await post(request(`${receiver.url}/ok`))).toEqual({ status: "answered", code: 200 });
    expect(await post(request(`${receiver.url}/refuse`))).toEqual({ status: "answered", code: 500 });
    expect(receiver.seen[0]).toMatchObject({ url: "/ok", body: '{"name":"தமிழ்"}', headers: { "webhook-id": "e1" } });
  });

  it("follows no redirect [SEC-B14]", async () => {
    expect(await createPost(local)(request(`${receiver.url}/redirect`))).toEqual({ status: "answered", code: 307 });
    expect(other.seen).toEqual([]);
  });

  it("connects to the address that was checked, whatever the name means a moment later [SEC-B14]", async () => {
    const { port } = new URL(receiver.url);
    const asked: string[] = [];
    const resolve = async (hostname: string) => {
      asked.push(hostname);
      return asked.length === 1 ? ["127.0.0.1"] : ["192.0.2.1"];
    };
    // The name exists nowhere: a second look-up, by the system, would fail.
    const post = createPost({ allowLoopback: true, resolve });
    expect(await post(request(`http://rebinding.invalid:${port}/pinned`))).toEqual({ status: "answered", code: 200 });
    expect(asked).toEqual(["rebinding.invalid"]);
    expect(receiver.seen.at(-1)?.headers.host).toBe(`rebinding.invalid:${port}`);
    expect(await post(request(`http://rebinding.invalid:${port}/again`))).toMatchObject({ status: "failed" });
    expect(receiver.seen.at(-1)?.url).toBe("/pinned");
  });

  it("reaches nothing of this machine without the setting [SEC-B14]", async () => {
    const count = receiver.seen.length;
    const post = createPost({ allowLoopback: false, resolve: async () => ["127.0.0.1"] });
    const { port } = new URL(receiver.url);
    expect(await post(request(`${receiver.url}/x`))).toEqual({ status: "failed", reason: "not-https" });
    expect(await post(request(`https://a.example:${port}/x`))).toEqual({ status: "failed", reason: "private-address" });
    expect(receiver.seen).toHaveLength(count);
  });

  it("gives up at its deadline, in the answer as in the look-up", async () => {
    expect(await createPost(local, 100)(request(`${receiver.url}/hang`))).toEqual({
      status: "failed",
      reason: "timeout",
    });
    const lost = createPost({ allowLoopback: true, resolve: () => new Promise(() => undefined) }, 100);
    expect(await lost(request("https://slow.example/"))).toEqual({ status: "failed", reason: "timeout" });
  });

  it("tells when nobody listens", async () => {
    const gone = await startReceiver();
    await gone.close();
    expect(await createPost(local)(request(gone.url))).toEqual({ status: "failed", reason: "network" });
  });
});
