/** What a page is opened with. */
export interface Scene {
  /**
   * `short` and `long`: a notice that asks. `refused`: a save that was not complete. `again`: the notice has changed since
   * it was accepted. `recorded`: a decision was made. `inline`: the notice within the page, with its own buttons.
   */
  readonly situation: Situation;
  readonly language: "en" | "ur";
  /** What the service does; as usual when absent. `late`: it answers nothing until it is told to. */
  readonly service?: "never-answers" | "late" | "submit-refused" | "submit-never-answers" | undefined;
  /** `button`: the notice opens when the page's own button is pressed. */
  readonly opensBy?: "itself" | "button" | undefined;
  readonly dismissible?: boolean | "backdrop" | undefined;
  /** Markup that would run code, were it taken for markup, in every text of the notice. */
  readonly isHostile?: boolean | undefined;
  /** The height that the host keeps for a notice within its page. */
  readonly minHeight?: number | undefined;
}

/** The situations that stand for all. */
export const situations = ["short", "long", "refused", "again", "recorded", "inline"] as const;
export type Situation = (typeof situations)[number];

/** What tests ask of the page. */
export interface PageOfClinic {
  /** Decisions that were sent. */
  readonly writes: () => number;
  readonly dismissals: () => number;
  /** Lets a service that is late answer. */
  readonly answer: () => void;
  /** Whether something lies over a control. */
  readonly isCovered: (control: Element) => boolean;
  /** Why accept and decline are not equally prominent. */
  readonly parityFaults: () => readonly string[];
}

declare global {
  interface Window {
    readonly clinic: PageOfClinic;
    /** What was put into the live region, in order. */
    readonly messages: string[];
    /** What moved without being asked to: the score of each layout shift. */
    readonly shifts: number[];
    /** What the content policy objected to. */
    readonly violations: string[];
  }
}
