import { storybookTest } from "@storybook/addon-vitest/vitest-plugin";
import { playwright } from "@vitest/browser-playwright";
import type { TestProjectInlineConfiguration } from "vitest/config";

import { chromiumArguments } from "../packages/testing/src/chromium.ts";
import { readSourceFiles } from "../scripts/source-files.ts";

type ContextOptions = NonNullable<NonNullable<Parameters<typeof playwright>[0]>["contextOptions"]>;

interface Instance {
  readonly name: string;
  readonly context: ContextOptions;
}

interface Set {
  readonly name: string;
  readonly instances: readonly Instance[];
  /** Only the stories with this tag. */
  readonly tag?: string;
  /** Where the toolbar starts. */
  readonly globals?: Readonly<Record<string, string>>;
}

const light: Instance = { name: "light", context: { colorScheme: "light", locale: "en" } };
const dark: Instance = { name: "dark", context: { colorScheme: "dark", locale: "en", reducedMotion: "reduce" } };
const forced: Instance = { name: "forced-colours", context: { forcedColors: "active", locale: "en" } };
const rightToLeft: Instance = { name: "right-to-left", context: { colorScheme: "light", locale: "ur" } };

const looks = ["calm", "minimal", "soft", "bank", "compact", "high-contrast", "shadcn"];
const languages = ["en", "hi", "ur"];

/**
 * Every story once, and those that stand for the rest again in dark, forced colours and from right to left, and the flows against the real backend. `deep` is
 * the whole product: every story in every look, mode and of three languages.
 */
export function storyProjects(executablePath: string | undefined, deep: boolean): TestProjectInlineConfiguration[] {
  const sets: Set[] = [
    { name: "stories", instances: [light] },
    { name: "stories-modes", tag: "modes", instances: [dark, forced, rightToLeft], globals: { language: "auto" } },
    { name: "stories-live", tag: "flow", instances: [light], globals: { source: "live" } },
  ];
  const product = looks.flatMap((brand) =>
    languages.map((language): Set => ({
      name: `stories-${brand}-${language}`,
      instances: [light, dark, forced],
      globals: { brand, language },
    })),
  );
  return [...sets, ...(deep ? product : [])].map((set) => projectOf(set, executablePath));
}

function projectOf({ name, tag, globals = {}, instances }: Set, executablePath: string | undefined) {
  return {
    plugins: [storybookTest({ configDir: ".storybook", ...(tag !== undefined && { tags: { include: [tag] } }) })],
    define: { storyGlobals: JSON.stringify(globals) },
    test: {
      name,
      exclude: tag === undefined ? [] : filesWithout(tag),
      browser: {
        enabled: true,
        headless: true,
        provider: playwright({
          launchOptions: { args: chromiumArguments, ...(executablePath !== undefined && { executablePath }) },
        }),
        instances: instances.map(({ name: instance, context }) => ({
          browser: "chromium" as const,
          name: `${name} (${instance})`,
          provider: playwright({
            launchOptions: { args: chromiumArguments, ...(executablePath !== undefined && { executablePath }) },
            contextOptions: context,
          }),
        })),
      },
      // A busy machine is slow, not wrong.
      testTimeout: 120_000,
    },
  } satisfies TestProjectInlineConfiguration;
}

/** The files none of whose stories bears a tag: a page would be opened for each, to find nothing in it. */
function filesWithout(tag: string): string[] {
  return readSourceFiles("packages")
    .filter(({ path, text }) => path.endsWith(".stories.tsx") && !text.includes(`"${tag}"`))
    .map(({ path }) => path);
}
