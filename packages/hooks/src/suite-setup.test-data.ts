import { configure } from "@testing-library/react";
import { afterAll, beforeAll } from "vitest";

// Conditions are waited for, however busy the machine is.
configure({ asyncUtilTimeout: 20_000 });

const unhandled: unknown[] = [];
const note = (reason: unknown): void => void unhandled.push(reason);

beforeAll(() => void process.on("unhandledRejection", note));

// Every test file, whatever it does, leaves no rejection that nobody has handled [R-D13].
afterAll(async () => {
  await new Promise((resolve) => setTimeout(resolve, 0));
  process.off("unhandledRejection", note);
  if (unhandled.length > 0) throw new AggregateError(unhandled, "Rejections that nobody has handled.");
});
