import { execFileSync } from "node:child_process";
import { once } from "node:events";
import { rmSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { join } from "node:path";
import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, describe, expect, inject, it } from "vitest";

import { freePortFrom } from "../processes/free-port.ts";
import { root } from "./stack/backend-process.ts";
import { type RunningDemo, startDemo as startDemoIn } from "./stack/demo-command.ts";
import { newVisitor, openBrowser, someDetails } from "./stack/visitor.ts";

const distDir = `.next/e2e-command-${process.pid}`;
const running: RunningDemo[] = [];

let browser: Browser;

beforeAll(async () => {
  browser = await openBrowser();
});

afterEach(async () => {
  await Promise.all(running.splice(0).map((demo) => demo.end("SIGTERM")));
});

afterAll(async () => {
  await browser?.close();
  rmSync(join(root, "apps/demo", distDir), { recursive: true, force: true });
});

async function startDemo(...args: string[]): Promise<RunningDemo> {
  const demo = await startDemoIn({ data: join(inject("provided").folder, "command"), distDir }, ...args);
  running.push(demo);
  return demo;
}

async function occupy(port: number): Promise<Server> {
  const server = createServer().listen(port, "127.0.0.1");
  await once(server, "listening");
  return server;
}

const answers = (url: string) =>
  fetch(url).then(
    () => true,
    () => false,
  );

/** The first free port whose successor is free too. */
async function freePairFrom(wanted: number): Promise<number> {
  const port = await freePortFrom(wanted);
  const next = await freePortFrom(port + 1);
  return next === port + 1 ? port : freePairFrom(next);
}

describe("pnpm demo", () => {
  it("starts both origins beside a taken port, stops both, keeps the data, and forgets it when asked", async () => {
    const port = await freePairFrom(inject("provided").servicePort + 10);
    const backendPort = await freePortFrom(port + 10);
    const ports = ["--port", String(port), "--backend-port", String(backendPort)];
    const neighbour = await occupy(port);
    const details = someDetails();

    const first = await startDemo(...ports);
    expect(first.output()).toContain(`Port ${port} is taken; the demo uses ${port + 1}.`);
    expect(first.demoUrl).toBe(`http://127.0.0.1:${port + 1}`);
    expect(first.backendUrl).toBe(`http://127.0.0.1:${backendPort}/consent`);
    expect(await answers(first.demoUrl)).toBe(true);
    expect(await answers(`${new URL(first.backendUrl).origin}/ready`)).toBe(true);

    const visitor = await newVisitor(browser, first.demoUrl);
    visitor.context.setDefaultTimeout(60_000);
    await visitor.visit("/sign-up");
    await visitor.press("Accept all");
    await visitor.seesForm();
    await visitor.fillIn(details);
    await visitor.create();
    await visitor.seesDashboard();
    // The development server renders twice, and says every difference that hydration finds.
    expect(visitor.complaints).toEqual([]);

    expect(await first.end("SIGINT")).toBe(0);
    expect(first.output()).toContain("Both are stopped.");
    expect(await answers(first.demoUrl)).toBe(false);
    expect(await answers(first.backendUrl)).toBe(false);

    const second = await startDemo(...ports);
    await visitor.page.goto(`${second.demoUrl}/dashboard`);
    await visitor.seesDashboard();
    expect(await visitor.page.getByText("Granted", { exact: true }).count()).toBeGreaterThan(0);
    expect(await second.end("SIGTERM")).toBe(0);

    const third = await startDemo(...ports, "--fresh");
    await visitor.page.goto(`${third.demoUrl}/dashboard`);
    await visitor.page.waitForURL("**/log-in");
    await visitor.leave();
    neighbour.close();
    // Three starts of a development server, each of which compiles anew.
  }, 300_000);

  it("stops the backend when the demo dies, and says so", async () => {
    const demo = await startDemo("--port", String(await freePortFrom(inject("provided").servicePort + 30)));
    const children = execFileSync("pgrep", ["-P", String(demo.process.pid), "-f", "next"], { encoding: "utf8" });
    const ended = once(demo.process, "exit");
    for (const child of children.trim().split("\n")) process.kill(Number(child), "SIGKILL");
    await ended;
    expect(demo.process.exitCode).toBe(1);
    expect(demo.output()).toContain("The demo ended by itself, so the backend was stopped as well.");
    expect(await answers(demo.backendUrl)).toBe(false);
    expect(await answers(demo.demoUrl)).toBe(false);
  });

  it("leaves no server behind when it is killed outright", async () => {
    const demo = await startDemo("--port", String(await freePortFrom(inject("provided").servicePort + 70)));
    await demo.end("SIGKILL");
    await expect.poll(() => answers(demo.demoUrl), { timeout: 60_000 }).toBe(false);
  });

  it("refuses data that another demo uses, before anything is started or removed", async () => {
    const demo = await startDemo("--port", String(await freePortFrom(inject("provided").servicePort + 50)));
    await expect(startDemo("--fresh")).rejects.toThrow("Another process uses the data");
    expect(await answers(demo.demoUrl)).toBe(true);
  });

  it("refuses options that it does not know", async () => {
    await expect(startDemo("--prot", "3000")).rejects.toThrow("--prot");
    await expect(startDemo("--port", "many")).rejects.toThrow("--port takes a number");
  });
});
