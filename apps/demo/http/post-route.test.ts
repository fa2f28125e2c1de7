import { expect, it, vi } from "vitest";

import { answer, postRoute } from "./post-route.ts";

const kibibyte = new Uint8Array(1024).fill(0x20);

function post(body: BodyInit): Request {
  const headers = { "Content-Type": "application/json" };
  // `duplex` is asked for with a stream, and missing from the types.
  return new Request("http://localhost/api/x", Object.assign({ method: "POST", headers, body }, { duplex: "half" }));
}

it("stops reading an endless body that announces no length at 16 KiB [I-N5]", async () => {
  let read = 0;
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      read += 1;
      controller.enqueue(kibibyte);
    },
  });
  const handle = vi.fn<Parameters<typeof postRoute>[1]>();
  const response = await postRoute("No", handle)(post(body));
  expect([response.status, handle.mock.calls.length]).toEqual([413, 0]);
  // One is over the limit, and a stream may hold another one ready.
  expect(read).toBeLessThanOrEqual(18);
});

it("reads characters that are cut between two parts of the body", async () => {
  const bytes = new TextEncoder().encode(JSON.stringify({ name: "आशा" }));
  const body = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const byte of bytes) controller.enqueue(Uint8Array.of(byte));
      controller.close();
    },
  });
  const response = await postRoute("No", async (_request, members) => answer(200, members))(post(body));
  expect([response.status, await response.json()]).toEqual([200, { name: "आशा" }]);
});
