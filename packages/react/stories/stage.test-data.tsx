import type { Clock } from "@notice-consent/client";
import { ConsentProvider } from "@notice-consent/hooks";
import type { Notice } from "@notice-consent/contract";
import { clinicNotice, demoNotices, type ScenarioProps } from "@notice-consent/testing";
import type { MockedScenario } from "@notice-consent/testing/msw";
import { StrictMode, type ReactNode } from "react";
import { languageOf } from "../../../.storybook/page.ts";
import { scenarioOf, type Scene } from "../../../.storybook/scenes.ts";

/** A bank's account opening: five purposes, fourteen data elements. */
export const bank = demoNotice(0);
/** A shop's sign-up: two purposes, one required data element. */
export const shop = demoNotice(1);
/** Fifty purposes with a thousand data elements. */
export const stress = demoNotice(2);

/** A clinic's appointment: short, and in each of the 23 languages. */
export const everyLanguage = clinicNotice;

function demoNotice(index: number): Notice {
  const notice = demoNotices[index];
  if (notice === undefined) throw new RangeError(`There is no demo notice ${index}.`);
  return notice;
}

/** Puts a story into a scenario. */
export function inScene(scene: Scene): { readonly scene: Scene } {
  return { scene };
}

/** For a page that shows the same notice several times, which nobody else does: its landmarks have the same names. */
export const manyNotices = { a11y: { config: { rules: [{ id: "landmark-unique", enabled: false }] } } };

/** The part of a story's context that a stage needs. */
export interface StageContext {
  readonly id: string;
  readonly globals: Readonly<Record<string, unknown>>;
}

/** What the toolbar says, as props. */
export interface ToolbarProps {
  readonly language?: string;
  readonly theme: "auto" | "light" | "dark";
  readonly density: "comfortable" | "compact";
}

/** The toolbar as props of a notice component. */
export function toolbarProps({ globals }: StageContext): ToolbarProps {
  const { theme, density } = globals;
  const language = languageOf(globals);
  return {
    ...(language !== undefined && { language }),
    theme: theme === "dark" || theme === "light" ? theme : "auto",
    density: density === "compact" ? "compact" : "comfortable",
  };
}

/** What a notice component is shown with: its scenario's props, and the toolbar's. */
export function stageProps(context: StageContext): ScenarioProps & ToolbarProps {
  return { ...scenarioOf(context.id).props, ...toolbarProps(context) };
}

/** The scenario behind a story on screen. */
export function scenarioBehind({ id }: Pick<StageContext, "id">): MockedScenario {
  return scenarioOf(id);
}

interface PageProps {
  readonly context: StageContext;
  /** The machine's when absent. */
  readonly clock?: Clock;
  readonly children: ReactNode;
}

/** A page with something on it, so that one sees what the notice does to it. */
export function Page({ context, clock, children }: PageProps) {
  return (
    <StrictMode>
      <ConsentProvider key={scenarioOf(context.id).baseUrl} clock={clock}>
        <main className="page">
          <h1>Open an account</h1>
          <p>It takes about five minutes. First we ask what you allow us to do with your data.</p>
          <p>
            <a href="#branches">Find a branch</a>
          </p>
        </main>
        {children}
      </ConsentProvider>
    </StrictMode>
  );
}

/** A clock on which every wait is over twenty times sooner. */
export const fastClock: Clock = {
  now: () => Date.now(),
  monotonic: () => performance.now(),
  setTimeout: (run, ms) => setTimeout(run, ms / 20),
  clearTimeout: (timer) => clearTimeout(Number(timer)),
};
