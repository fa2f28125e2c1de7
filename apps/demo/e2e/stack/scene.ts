import type { Browser } from "playwright";
import { afterAll, afterEach, beforeAll, beforeEach, expect } from "vitest";

import { type Stack, startStack } from "./stack.ts";
import { newVisitor, openBrowser, someDetails, type Visitor } from "./visitor.ts";

/** The system behind the tests of a file, whole again before each. */
export interface Stage {
  readonly stack: Stack;
}

/** Sets up the system for a test file. */
export function setStage(): Stage {
  let stack: Stack | undefined;

  beforeAll(async () => {
    stack = await startStack();
  });
  beforeEach(async () => {
    stage.stack.proxy.delayMs = 0;
    await stage.stack.restartBackend();
  });
  afterAll(() => stack?.stop());

  const stage: Stage = {
    get stack() {
      return onStage(stack);
    },
  };
  return stage;
}

/** The stage, and on it a new visitor for each test. */
export interface Scene extends Stage {
  readonly browser: Browser;
  readonly visitor: Visitor;
  /** Fills in the form that stands on the page, and answers who the person has become. */
  register(): Promise<{ readonly email: string; readonly accountId: string }>;
}

/** Sets the scene of a test file; every visitor's console has to stay silent. */
export function setScene(): Scene {
  const stage = setStage();
  let browser: Browser | undefined;
  let visitor: Visitor | undefined;

  beforeAll(async () => {
    browser = await openBrowser();
  });
  beforeEach(async () => {
    visitor = await newVisitor(scene.browser, scene.stack.demoUrl);
  });
  afterEach(async () => {
    const { complaints } = scene.visitor;
    await scene.visitor.leave();
    expect(complaints).toEqual([]);
  });
  afterAll(() => browser?.close());

  const scene: Scene = {
    get stack() {
      return stage.stack;
    },
    get browser() {
      return onStage(browser);
    },
    get visitor() {
      return onStage(visitor);
    },
    register: async () => {
      const details = someDetails();
      await scene.visitor.fillIn(details);
      await scene.visitor.create();
      await scene.visitor.seesDashboard();
      const accounts = await scene.stack.ledger.personsWith(details.email);
      expect(accounts).toEqual([expect.stringMatching(/^user_/)]);
      return { email: details.email, accountId: accounts[0] ?? "" };
    },
  };
  return scene;
}

function onStage<Thing>(thing: Thing | undefined): Thing {
  if (thing === undefined) throw new Error("The scene is set inside tests only.");
  return thing;
}
