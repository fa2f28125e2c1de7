import type { WorkspaceAddress } from "@notice-consent/contract";
import { type Browser, type BrowserContext, chromium, type Page } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect, inject } from "vitest";
import type { PlaceProps } from "../page/place-props.ts";
import { type Gateway, openGateway } from "./gateway.ts";
import { type Host, openHost, type Person } from "./host.ts";
import { listenIn, lyingOpen } from "./overheard.ts";
import { type Tab, tabOf } from "./tab.ts";

/** What a test has before it: a way to the service of its own, a host, and an empty browser. */
export interface Scene {
  readonly gateway: Gateway;
  readonly host: Host;
  /** New for each test. Its pages believe to be in front, all at once. */
  readonly context: BrowserContext;
  /** A tab on the bench page. */
  tab(): Promise<Tab>;
  tabs(count: number): Promise<readonly Tab[]>;
  /**
   * A tab of an ordinary window, in which one is in front and the others are hidden, and which can be frozen.
   * A test that moves its clock opens tabs of this kind only.
   */
  windowTab(): Promise<Tab>;
  /** The address of a page of the page server, under a name of this machine. */
  address(path?: string, hostName?: string): string;
  workspace(): WorkspaceAddress;
  /** What a place is shown with. */
  props(person: Person, more?: Partial<PlaceProps>): PlaceProps;
  /** Lets complaints of the console pass that belong to what the test does. */
  tolerate(complaint: RegExp): void;
  /** What consoles have complained of so far. */
  complaints(): readonly string[];
  /** The secrets of this test that lie open: in pages, storage, addresses, messages, names of locks, the console. */
  leaks(): Promise<readonly string[]>;
  /** A frame on the bench page, inside the page of a tab. */
  frameIn(tab: Tab, address: string, sandbox?: string): Promise<Tab>;
  /** The host wants the tokens kept where scripts of its origin find them. */
  allowStoredTokens(): void;
}

interface Act {
  readonly gateway: Gateway;
  readonly host: Host;
  readonly context: BrowserContext;
  readonly pages: Page[];
  readonly complaints: string[];
  readonly heard: string[];
  readonly tolerated: RegExp[];
  tokensMayBeStored: boolean;
  /** The browser as its own windows show it. */
  window: Browser | undefined;
}

/** Sets the scene of a test file. After each test the console has to be silent, and no token may lie open anywhere. */
export function setScene(): Scene {
  const provided = inject("provided");
  let browser: Browser | undefined;
  let act: Act | undefined;

  beforeAll(async () => {
    browser = await chromium.connect(provided.browserEndpoint);
  });
  beforeEach(async () => {
    const context = await ready(browser).newContext();
    const gateway = await openGateway(provided.servicePort);
    act = {
      gateway,
      host: openHost(),
      context,
      pages: [],
      complaints: [],
      heard: [],
      tolerated: [],
      tokensMayBeStored: false,
      window: undefined,
    };
    context.setDefaultTimeout(60_000);
    context.on("page", (page) => follow(page, ready(act)));
    await context.addInitScript(listenIn);
  });
  afterEach(async () => {
    const { gateway, context, pages, complaints, tolerated, tokensMayBeStored } = ready(act);
    try {
      if (!tokensMayBeStored) expect(await scene.leaks()).toEqual([]);
      expect(complaints.filter((text) => !tolerated.some((pattern) => pattern.test(text)))).toEqual([]);
    } finally {
      await Promise.all(pages.map((page) => page.close()));
      // Only the connection ends.
      await ready(act).window?.close();
      await context.close();
      await gateway.close();
    }
  });
  afterAll(() => browser?.close());

  const scene: Scene = {
    get gateway() {
      return ready(act).gateway;
    },
    get host() {
      return ready(act).host;
    },
    get context() {
      return ready(act).context;
    },
    tab: async () => {
      const page = await scene.context.newPage();
      await page.goto(scene.address());
      return tabOf(page);
    },
    tabs: (count) => Promise.all(Array.from({ length: count }, () => scene.tab())),
    windowTab: async () => {
      const now = ready(act);
      // A connection for one test: it takes part in every page that is opened while it lasts.
      now.window ??= await chromium.connectOverCDP(provided.devToolsEndpoint, { noDefaults: true });
      const [context] = now.window.contexts();
      const page = await ready(context).newPage();
      page.setDefaultTimeout(60_000);
      follow(page, now);
      await page.addInitScript(listenIn);
      await page.goto(scene.address());
      return tabOf(page);
    },
    address: (path = "/", hostName = "127.0.0.1") => `http://${hostName}:${provided.pagePort}${path}`,
    props: ({ accessToken, refreshToken }, more = {}) => ({
      baseUrl: scene.gateway.baseUrl,
      noticeId: provided.noticeUuid,
      accessToken,
      refreshToken,
      ...more,
    }),
    workspace: () => provided,
    tolerate: (complaint) => ready(act).tolerated.push(complaint),
    complaints: () => ready(act).complaints,
    leaks: async () => {
      const { gateway, host, pages, heard } = ready(act);
      const texts = [...heard, ...(await Promise.all(pages.flatMap(openTexts)))];
      const secrets = [...host.secrets, ...gateway.calls.flatMap(({ answer }) => tokensIn(answer?.body ?? ""))];
      return secrets.filter((secret) => texts.some((text) => text.includes(secret)));
    },
    frameIn: async ({ page, frame }, address, sandbox) => {
      const handle = await frame.evaluateHandle(
        ([src, rights]) => {
          const element = document.createElement("iframe");
          if (rights !== undefined) element.setAttribute("sandbox", rights);
          element.src = src;
          return document.body.appendChild(element);
        },
        [address, sandbox] as const,
      );
      const inner = await handle.contentFrame();
      if (inner === null) throw new Error("The page has no such frame.");
      await inner.waitForURL(address, { waitUntil: "load" });
      return tabOf(page, inner);
    },
    allowStoredTokens: () => {
      ready(act).tokensMayBeStored = true;
    },
  };
  return scene;
}

/** Writes down what a page says and asks for. */
function follow(page: Page, { pages, complaints, heard }: Act): void {
  pages.push(page);
  page.on("console", (message) => {
    heard.push(message.text());
    // A failed request is repeated by the console, with its status alone.
    const repeatsStatus = message.text().startsWith("Failed to load resource");
    if (message.type() === "error" && !repeatsStatus) complaints.push(message.text());
  });
  page.on("pageerror", (error) => complaints.push(`${error.message} ${error.stack ?? ""}`));
  page.on("request", (request) => heard.push(request.url(), request.headers()["referer"] ?? ""));
}

function openTexts(page: Page): Promise<string>[] {
  if (page.isClosed()) return [];
  return page.frames().map((frame) => frame.evaluate(lyingOpen));
}

/** The tokens that an answer carries. */
function tokensIn(body: string): string[] {
  return [...body.matchAll(/"(?:token|refresh_token)":"([^"]+)"/gu)].flatMap(([, token]) => token ?? []);
}

function ready<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The scene is set inside tests only.");
  return thing;
}
