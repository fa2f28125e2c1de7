import type { ConsentStatus } from "@notice-consent/hooks";
import type { CDPSession, Frame, Locator, Page } from "playwright";
import type { Heard, PlaceProps } from "../page/place-props.ts";

/** One page, or one frame of it, that asks for consent. */
export interface Tab {
  readonly page: Page;
  readonly frame: Frame;
  /** Shows the notice, or gives the one on screen new props. */
  show(props: PlaceProps): Promise<void>;
  hide(): Promise<void>;
  /** Settles when the notice stands there. */
  is(status: ConsentStatus, more?: Readonly<Record<string, string>>): Promise<void>;
  /** Settles when the session of the person stands there. */
  session(status: string): Promise<void>;
  readonly place: Locator;
  press(button: "Accept all" | "Decline all" | "Save choices" | "Try again"): Promise<void>;
  tick(purpose: string): Promise<void>;
  /** What the host was told so far. */
  heard<Kind extends Heard["kind"]>(kind: Kind): Promise<readonly Extract<Heard, { kind: Kind }>[]>;
  /** What the host heard of decisions so far, in order. */
  outcomes(): Promise<readonly string[]>;
  /** The host forgets what it was told. */
  forget(): Promise<void>;
  /** The cache that the host shares with the library is told that there is no network. */
  believeOffline(): Promise<void>;
  devTools(): Promise<CDPSession>;
}

/** A tab whose page, or whose frame, has loaded the bench. */
export function tabOf(page: Page, frame: Frame = page.mainFrame()): Tab {
  const place = frame.locator("main");
  const shows = async (data: Readonly<Record<string, string>>): Promise<void> => {
    const wanted = Object.entries(data).map(([name, value]) => `[data-${name}="${value}"]`);
    await frame
      .locator(`main${wanted.join("")}`)
      .waitFor()
      .catch(async (cause: unknown) => {
        const shown = await place.evaluate(({ dataset }) => JSON.stringify(dataset));
        throw new Error(`The place shows ${shown} and not ${JSON.stringify(data)}.`, { cause });
      });
  };
  return {
    page,
    frame,
    place,
    show: (props) => frame.evaluate((given) => window.bench.show(given), props),
    hide: () => frame.evaluate(() => window.bench.hide()),
    is: (status, more = {}) => shows({ status, ...more }),
    session: (session) => shows({ session }),
    press: (name) => place.getByRole("button", { name }).click(),
    tick: (purpose) => place.getByRole("checkbox", { name: purpose }).click(),
    heard: async <Kind extends Heard["kind"]>(kind: Kind) => {
      const all = await frame.evaluate(() => window.bench.heard);
      return all.filter((heard): heard is Extract<Heard, { kind: Kind }> => heard.kind === kind);
    },
    outcomes: async () => {
      const all = await frame.evaluate(() => window.bench.heard);
      return all.flatMap((heard) => (heard.kind === "accept" || heard.kind === "decline" ? heard.result.outcome : []));
    },
    forget: () => frame.evaluate(() => window.bench.forget()),
    believeOffline: () => frame.evaluate(() => window.bench.believeOffline()),
    devTools: () => page.context().newCDPSession(page),
  };
}
