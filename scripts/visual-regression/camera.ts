import { createHash } from "node:crypto";
import { chromium, type Browser, type Page } from "playwright";

import { chromiumArguments, findChromium } from "../../packages/testing/src/chromium.ts";

/** In which window, and in which scheme, a story is photographed. */
export interface View {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly scheme: "light" | "dark";
}

/** A desktop by day, a phone by night. */
export const views: readonly View[] = [
  { name: "1280-light", width: 1280, height: 800, scheme: "light" },
  { name: "390-dark", width: 390, height: 844, scheme: "dark" },
];

// The same bytes from every launch.
const steady = [...chromiumArguments, "--font-render-hinting=none", "--force-color-profile=srgb", "--disable-lcd-text"];

/** Less than half a pixel for each of the page's: small pictures, in which a line that moved by one still shows. */
const scale = 0.4;

/** Photographs stories, one page at a time. */
export interface Camera {
  /** What else decides a picture: system, major version of the browser, and its fonts. */
  readonly key: string;
  /** Addresses beyond this machine that a page has asked for. */
  readonly outside: readonly string[];
  readonly shoot: (url: string, story: string, view: View) => Promise<Buffer>;
  /** The share of pixels in which two pictures differ, and those pixels in red over the first one. */
  readonly compare: (one: Buffer, other: Buffer) => Promise<{ readonly share: number; readonly picture: Buffer }>;
  readonly close: () => Promise<void>;
}

/** Starts one browser. */
export async function openCamera(): Promise<Camera> {
  const executablePath = await findChromium();
  const browser = await chromium.launch({ args: steady, ...(executablePath !== undefined && { executablePath }) });
  const pages = new Map<string, Promise<Page>>();
  const outside: string[] = [];
  const pageFor = (view: View): Promise<Page> => {
    const known = pages.get(view.name);
    if (known !== undefined) return known;
    const opened = openPage(browser, view, outside);
    pages.set(view.name, opened);
    return opened;
  };
  return {
    key: await keyOf(browser),
    outside,
    async shoot(url, story, view) {
      const page = await pageFor(view);
      await page.goto(`${url}/iframe.html?id=${story}&viewMode=story&globals=motion:none`);
      await page.waitForFunction(isFinished, undefined, { timeout: 60_000 });
      await page.evaluate(() => document.fonts.ready.then(() => undefined));
      return page.screenshot({ animations: "disabled", caret: "hide" });
    },
    async compare(one, other) {
      const page = await pageFor(views[0] ?? { name: "", width: 0, height: 0, scheme: "light" });
      await page.goto("about:blank");
      const { share, data } = await page.evaluate(differenceOf, [
        one.toString("base64"),
        other.toString("base64"),
      ] as const);
      return { share, picture: Buffer.from(data, "base64") };
    },
    close: () => browser.close(),
  };
}

async function openPage(browser: Browser, { width, height, scheme }: View, outside: string[]): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height },
    deviceScaleFactor: scale,
    colorScheme: scheme,
    reducedMotion: "reduce",
    locale: "en",
    timezoneId: "Asia/Kolkata",
  });
  // Nothing beyond this machine answers, as if it were offline.
  await context.route(/^https?:\/\/(?!127\.0\.0\.1[:/])/u, (route) => {
    outside.push(route.request().url());
    return route.abort("internetdisconnected");
  });
  return context.newPage();
}

/** Whether the story on screen has been played to its end; throws when it failed. */
function isFinished(): boolean {
  const preview: unknown = Reflect.get(globalThis, "__STORYBOOK_PREVIEW__");
  const render: unknown = typeof preview === "object" && preview !== null && Reflect.get(preview, "currentRender");
  const phase: unknown = typeof render === "object" && render !== null && Reflect.get(render, "phase");
  if (phase === "errored") throw new Error("The story failed.");
  return phase === "finished";
}

const samples = ["Notice", "सूचना", "அறிவிப்பு", "اطلاع", "ᱵᱩᱡᱷᱟᱹᱣ", "ꯈꯪꯍꯟꯕ", "നോട്ടീസ്", "✓ ↗ ▾"];

async function keyOf(browser: Browser): Promise<string> {
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  const families = ["system-ui", "serif", "monospace", "Noto Sans"];
  const lines = families.map((family) => `<p style="font: 20px '${family}', ${family}">${samples.join(" ")}</p>`);
  await page.setContent(lines.join(""));
  const fonts = createHash("sha256")
    .update(await page.screenshot())
    .digest("hex")
    .slice(0, 12);
  await page.close();
  const [major = "unknown"] = browser.version().split(".");
  return `${process.platform}-${process.arch}-chromium-${major}-fonts-${fonts}`;
}

async function differenceOf([one, other]: readonly [string, string]): Promise<{ share: number; data: string }> {
  const read = async (base64: string): Promise<ImageBitmap> => {
    const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
    return createImageBitmap(new Blob([bytes], { type: "image/png" }));
  };
  const pictures = await Promise.all([read(one), read(other)]);
  const width = Math.max(...pictures.map((picture) => picture.width));
  const height = Math.max(...pictures.map((picture) => picture.height));
  const [first, second] = pictures.map((picture) => {
    const pen = new OffscreenCanvas(width, height).getContext("2d", { willReadFrequently: true });
    pen?.drawImage(picture, 0, 0);
    return pen?.getImageData(0, 0, width, height);
  });
  if (first === undefined || second === undefined) throw new Error("The pictures cannot be read.");
  let changed = 0;
  for (let at = 0; at < first.data.length; at += 4) {
    const differs = [0, 1, 2, 3].some((channel) => first.data[at + channel] !== second.data[at + channel]);
    if (differs) changed += 1;
    for (const channel of [0, 1, 2]) {
      const pale = 191 + Math.round((first.data[at + channel] ?? 0) / 4);
      first.data[at + channel] = differs ? (channel === 0 ? 255 : 0) : pale;
    }
    first.data[at + 3] = 255;
  }
  const canvas = new OffscreenCanvas(width, height);
  canvas.getContext("2d")?.putImageData(first, 0, 0);
  const bytes = new Uint8Array(await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer());
  return {
    share: changed / (width * height),
    data: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")),
  };
}
