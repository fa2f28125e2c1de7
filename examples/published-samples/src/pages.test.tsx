// @vitest-environment jsdom
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { cleanup, configure, fireEvent, render, screen, waitFor } from "@testing-library/react";
import type { ComponentType } from "react";
import { afterAll, afterEach, beforeAll, expect, it, vi } from "vitest";
import { type Backend, startBackend } from "./service.test-data.ts";
import { type RunningProgram, sampleEnvironment, startProgram } from "./program.test-data.ts";
import { createProject, pagesFolder, type Project, readPage, readSample } from "./sample.test-data.ts";

const patience = 60_000;
configure({ asyncUtilTimeout: patience });

const pages = ["sign-up.page.tsx", "log-in.page.tsx", "anonymous.page.tsx"] as const;
type Page = (typeof pages)[number];
const programOf = {
  "sign-up.page.tsx": "sign-up.express.ts",
  "log-in.page.tsx": "log-in.express.ts",
  "anonymous.page.tsx": "anonymous.express.ts",
} as const satisfies Record<Page, string>;

let backend: Backend;
let project: Project;
let shown: Project;
let program: RunningProgram | undefined;
/** What came back to the page, in order. */
const answers: { readonly path: string; readonly status: number; readonly body: unknown }[] = [];
const platformFetch = globalThis.fetch;

beforeAll(async () => {
  project = createProject(Object.fromEntries(Object.values(programOf).map((name) => [name, readSample(name)])));
  shown = createProject(Object.fromEntries(pages.map((name) => [name, readPage(name)])), pagesFolder);
  backend = await startBackend();
  process.env["NEXT_PUBLIC_NOTICE_UUID"] = backend.noticeId;
  process.env["NEXT_PUBLIC_ORG_UUID"] = backend.service.organisationUuid;
  process.env["NEXT_PUBLIC_WORKSPACE_UUID"] = backend.service.workspaceUuid;
  process.env["NEXT_PUBLIC_REDACTO_BASE_URL"] = sampleEnvironment(backend.service)["REDACTO_BASE_URL"];
  // The pages ask their own host by path alone, which is the sample's program here.
  vi.stubGlobal("fetch", async (input: RequestInfo | URL, init?: RequestInit) => {
    const isOwn = typeof input === "string" && input.startsWith("/");
    const response = await platformFetch(isOwn ? `${program?.origin}${input}` : input, init);
    const path = isOwn ? input : new URL(response.url).pathname;
    const body: unknown = await response.clone().json();
    answers.push({ path, status: response.status, body });
    return response;
  });
}, 180_000);
afterEach(async () => {
  cleanup();
  await program?.stop();
  answers.length = 0;
});
afterAll(async () => {
  vi.unstubAllGlobals();
  project.remove();
  shown.remove();
  await backend.close();
});

/** Shows a page of the samples above its own unchanged back end. */
async function open(name: Page): Promise<void> {
  program = await startProgram(project, programOf[name], sampleEnvironment(backend.service));
  const loaded: { readonly default: ComponentType } = await import(/* @vite-ignore */ shown.path(name));
  const Shown = loaded.default;
  render(<Shown />);
}

const press = async (name: string): Promise<void> => {
  fireEvent.click(await screen.findByRole("button", { name }));
};
const type = (placeholder: string, value: string): void => {
  fireEvent.change(screen.getByPlaceholderText(placeholder), { target: { value } });
};

async function answerOf(path: string): Promise<{ readonly status: number; readonly id: string }> {
  const found = await waitFor(() => {
    const last = answers.findLast((answer) => answer.path === path);
    if (last === undefined) throw new Error(`Nothing has come from ${path}.`);
    return last;
  });
  return { status: found.status, id: /"id":"([^"]+)"/u.exec(JSON.stringify(found.body))?.[1] ?? "" };
}

it("compile under strict with their import and component name changed, and nothing else [W72]", () => {
  const tsc = join(import.meta.dirname, "../node_modules/.bin/tsc");
  const own = createProject(Object.fromEntries(pages.map((name) => [name, readPage(name)])));
  const { stdout } = spawnSync(tsc, ["-p", own.folder], { encoding: "utf8" });
  own.remove();
  expect(stdout).toBe("");
});

it("sign up a person: consent in the modal, then the form, then an account that has the consent [W68] [W72]", async () => {
  await open("sign-up.page.tsx");
  await press("Accept all");
  await screen.findByRole("heading", { name: "Complete Your Registration" });
  type("Email", "page@example.org");
  type("Password", "correct horse");
  type("Full Name", "Asha Rao");
  await press("Create Account");
  const { status, id } = await answerOf("/api/register");
  expect(status).toBe(200);
  expect(await backend.decidedAs(id)).toEqual([expect.stringMatching(/^temp_/u)]);
});

it("log a person in: asked once, and not again at the next log-in [W69] [W72]", async () => {
  const logIn = async () => {
    await open("log-in.page.tsx");
    type("Email", "john@example.org");
    type("Password", "secret");
    await press("Log In");
    expect(await answerOf("/api/login")).toEqual({ status: 200, id: "user_123" });
  };
  await logIn();
  await press("Accept all");
  await waitFor(async () => expect(await backend.decidedAs("user_123")).toEqual(["user_123"]));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  cleanup();
  await program?.stop();
  answers.length = 0;
  await logIn();
  const already = (answer: { readonly path: string; readonly status: number }) =>
    answer.path.includes("/notices/") && answer.status === 409;
  await waitFor(() => expect(answers.some(already)).toBe(true));
  expect(screen.queryByRole("button", { name: "Accept all" })).toBeNull();
});

it("take an anonymous visitor's choice from the inline notice into the new account [W70] [W72]", async () => {
  await open("anonymous.page.tsx");
  await screen.findAllByRole("checkbox");
  for (const box of screen.getAllByRole<HTMLInputElement>("checkbox")) if (!box.checked) fireEvent.click(box);
  const anonymousId = localStorage.getItem("anon_consent_id") ?? "";
  await waitFor(async () => expect(await backend.decidedAs(anonymousId)).toEqual([anonymousId]));
  type("Email", "anonymous@example.org");
  type("Password", "correct horse");
  type("Name", "Ravi Iyer");
  await press("Create Account");
  const { status, id } = await answerOf("/api/register-with-anonymous");
  expect(status).toBe(200);
  expect(await backend.decidedAs(id)).toEqual([anonymousId]);
});
