import { act, cleanup, screen, waitFor } from "@testing-library/react";
import userEvent from "@testing-library/user-event";
import { afterEach, describe, expect, it, vi } from "vitest";
import { english } from "../labels/english.ts";
import { button, partOf, showNotice } from "../show-notice.test-data.tsx";

afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

const words = english.labels;

describe("a failure", () => {
  it("says that nothing was recorded where that is sure [UI-M12]", async () => {
    showNotice("must-ask", {
      before: ({ service }) => {
        service.offline = true;
      },
    });
    await screen.findByRole("dialog", { name: words.failedHeading }, { timeout: 15_000 });
    expect(partOf("failure").textContent).toContain(words.nothingRecorded);
  });

  it("does not say so after a decision was recorded here, whose confirmation failed [UI-M12] [UI-E9]", async () => {
    const { scenario, onAccept } = showNotice("must-ask");
    await userEvent.click(await button("Accept all"));
    await waitFor(() => expect(onAccept).toHaveBeenCalledTimes(1));
    await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
    scenario.service.offline = true;
    vi.useFakeTimers({ toFake: ["Date"], now: Date.now() + 6_000 });
    act(() => void window.dispatchEvent(new Event("focus")));
    await screen.findByRole("dialog", { name: words.failedHeading }, { timeout: 15_000 });
    expect(partOf("failure").textContent).toContain(words.failedService);
    expect(partOf("failure").textContent).not.toContain(words.nothingRecorded);
  });
});
