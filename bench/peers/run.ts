// `pnpm bench:peers`: other consent libraries beside ours, each with three purposes and in its own look. Prints a line of
// JSON for each figure; `docs/comparison.md` says what they mean. A name as argument picks one library.
import { chromiumArguments, ensureChromium } from "@notice-consent/testing/chromium";
import { chromium } from "playwright";
import { buildPage } from "./build.ts";
import { bytesOf } from "./bytes.ts";
import { effortOf, effortOfOne, focusOf, walk } from "./keyboard.ts";
import { axeOf, forcedColoursOf, parityOf, semanticsOf, sidewaysOf, smallTargets } from "./sight.ts";
import { openPage, type Opening } from "./stand.ts";
import { reach, still, subjects, type Subject } from "./subjects.ts";

const desktop = { width: 1280, height: 800 };
const views = [desktop, { width: 390, height: 844 }, { width: 320, height: 256 }];
const policies = ["default-src 'self'", "default-src 'self'; require-trusted-types-for 'script'"];

const browser = await chromium.launch({ executablePath: await ensureChromium(), args: [...chromiumArguments] });
try {
  for (const subject of subjects) {
    if (process.argv[2] !== undefined && process.argv[2] !== subject.name) continue;
    await compare(subject);
  }
} finally {
  await browser.close();
}

async function compare(subject: Subject): Promise<void> {
  const files = await buildPage(subject.page);
  const on = async (
    act: (page: Awaited<ReturnType<typeof openPage>>) => Promise<object>,
    how: Partial<Opening> = {},
  ) => {
    const page = await openPage(browser, { files, query: subject.query, viewport: desktop, ...how });
    try {
      return await act(page);
    } catch (error) {
      return { failed: String(error).split("\n")[0], ...(await page.evaluate(() => window.seen)) };
    } finally {
      await page.context().close();
    }
  };
  const note = (what: string, found: object): void =>
    console.log(JSON.stringify({ library: subject.name, what, ...found }));

  note("bytes", await bytesOf(subject.name));
  for (const isPreferences of subject.preferences === undefined ? [false] : [false, true]) {
    const layerName = isPreferences ? "preferences" : "first";
    for (const viewport of views) {
      for (const colorScheme of subject.hasDark ? (["light", "dark"] as const) : (["light"] as const)) {
        const found = await on(
          async (page) => {
            const layer = await reach(page, subject, isPreferences);
            const { shifts } = await page.evaluate(() => window.seen);
            return {
              ...(await axeOf(page)),
              shift: shifts.reduce((sum, shift) => sum + shift, 0),
              small: await smallTargets(page, layer.root),
              sideways: await sidewaysOf(page, layer.root),
              parity: await parityOf(page, layer),
              focus: await focusOf(page, layer.root),
              semantics: await semanticsOf(page, layer.root),
              walk: await walk(page, layer.root),
            };
          },
          { viewport, colorScheme },
        );
        note(`${layerName} ${viewport.width}×${viewport.height} ${colorScheme}`, found);
      }
    }
    const escaped = await on(async (page) => {
      const { root } = await reach(page, subject, isPreferences);
      await page.keyboard.press("Escape");
      await still(page);
      const isOpen = await page.locator(root).isVisible();
      const isStored = await page.evaluate(() => document.cookie !== "" || localStorage.length > 0);
      return { isOpen, isStored, focus: await focusOf(page, root) };
    });
    note(`${layerName} Escape`, escaped);
  }
  for (const act of ["accept", "decline"] as const) note(act, await on((page) => effortOf(page, subject, act)));
  note("refuse one", await on((page) => effortOfOne(page, subject)));
  if (!subject.query.includes("inline"))
    note("opened by the page's button", await on(returning(subject), closed(subject)));
  for (const contentPolicy of policies) {
    const found = await on(
      async (page) => {
        const layer = await reach(page, subject, true);
        await page.locator(layer.accept).click();
        await still(page);
        return page.evaluate(() => window.seen);
      },
      { contentPolicy },
    );
    note(contentPolicy, found);
  }
  const forced = await on(
    async (page) => ({ found: await forcedColoursOf(page, subject, await reach(page, subject, true)) }),
    { forcedColors: "active" },
  );
  note("forced colours", forced);
}

/** Ours opens only when asked; the others have been answered before they are opened again. */
function closed({ page, query }: Subject): Partial<Opening> {
  return page === "ours.tsx" ? { query: "closed" } : { query };
}

function returning(subject: Subject) {
  return async (page: Awaited<ReturnType<typeof openPage>>): Promise<object> => {
    const { first, preferences, close } = subject;
    const { root } = preferences ?? first;
    if (preferences !== undefined) {
      await reach(page, subject, false);
      await page.locator(first.decline).click();
    }
    await still(page);
    await page.locator("#opener").press("Enter");
    await page.locator(root).waitFor();
    await still(page);
    const within = await focusOf(page, root);
    await page.keyboard.press("Escape");
    await still(page);
    const closesByEscape = !(await page.locator(root).isVisible());
    if (!closesByEscape) await page.locator(close).click();
    await still(page);
    return { within, closesByEscape, after: await focusOf(page, root) };
  };
}
