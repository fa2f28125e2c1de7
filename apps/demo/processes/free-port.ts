import { once } from "node:events";
import { createServer } from "node:net";

/** The first port from `wanted` upwards that nobody listens on at 127.0.0.1 and that is not in `reserved`. */
export async function freePortFrom(wanted: number, reserved: readonly number[] = []): Promise<number> {
  for (let port = wanted; port <= Math.min(wanted + 100, 65_535); port += 1) {
    // oxlint-disable-next-line no-await-in-loop -- ports are tried in order, and the first free one ends the search
    if (!reserved.includes(port) && (await isFree(port))) return port;
  }
  throw new Error(`Neither port ${wanted} nor any of the hundred after it is free on 127.0.0.1.`);
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer();
  try {
    probe.listen(port, "127.0.0.1");
    await once(probe, "listening");
    return true;
  } catch {
    return false;
  } finally {
    probe.close();
  }
}
