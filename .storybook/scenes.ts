import type { MockedScenario } from "@notice-consent/testing/msw";

/** What a scene is made for: an address of its own, and the toolbar's latency. */
export interface SceneInit {
  readonly baseUrl: string;
  /** Milliseconds. */
  readonly latencyMs: number;
}

/** Makes the scenario of a story; parameters carry it, so that it is made anew for every showing. */
export type Scene = (init: SceneInit) => MockedScenario;

const scenarios = new Map<string, MockedScenario>();
/** What a story that has just ended is still asking is answered as before. */
const afterglow: MockedScenario["handlers"][] = [];
let shown = 0;

interface Showing {
  readonly id: string;
  readonly globals: Readonly<Record<string, unknown>>;
  readonly scene: unknown;
  readonly install: (...handlers: MockedScenario["handlers"]) => void;
}

/** Sets the scene of a story that is about to be shown. */
export function playScene({ id, globals, scene, install }: Showing): void {
  if (!isScene(scene)) return;
  shown += 1;
  const scenario = scene({
    // Of its own, so that nothing that one showing learns is known to the next.
    baseUrl: `https://consent.test/${id}/${shown}/consent`,
    latencyMs: Number(globals["latency"] ?? 0),
  });
  scenarios.set(id, scenario);
  afterglow.unshift(scenario.handlers);
  afterglow.splice(3);
  install(...afterglow.flat());
}

/** The scenario of a story that is shown. */
export function scenarioOf(id: string): MockedScenario {
  const scenario = scenarios.get(id);
  if (scenario === undefined) throw new Error(`The story ${id} has no scene.`);
  return scenario;
}

function isScene(value: unknown): value is Scene {
  return typeof value === "function";
}
