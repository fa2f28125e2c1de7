import { createScenario } from "@notice-consent/testing";
import { renderWithConsent } from "@notice-consent/testing/react";
import { cleanup, fireEvent, screen, waitFor } from "@testing-library/react";
import { createRef } from "react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { ManageConsentTrigger } from "./manage-consent-trigger.tsx";
import { NoticeConsent } from "./notice-consent.tsx";
import { button } from "./show-notice.test-data.tsx";

afterEach(cleanup);

describe("ManageConsentTrigger", () => {
  it.each(["must-ask", "already-valid", "declined"] as const)(
    "is there and labelled for a person who is %s, and reads nothing before it is pressed [UI-W2]",
    async (name) => {
      const { scenario } = renderWithConsent((props) => <ManageConsentTrigger notice={props} />, {
        scenario: createScenario(name),
      });
      const trigger = await button("Privacy choices");
      expect(trigger.getAttribute("aria-haspopup")).toBe("dialog");
      expect(scenario.requests.all).toHaveLength(0);
      fireEvent.click(trigger);
      await screen.findByRole("dialog", { name: "Your data, your choice" });
      await button("Save my choices");
    },
  );

  it("opens beside a notice that leaves the page usable, which takes no place in the line [UI-W2] [W43]", async () => {
    renderWithConsent(
      (props) => (
        <>
          <NoticeConsent {...props} language="en" blockUI={false} />
          <ManageConsentTrigger notice={props} />
        </>
      ),
      { scenario: createScenario("must-ask") },
    );
    await button("Accept all");
    fireEvent.click(await button("Privacy choices"));
    expect(await button("Close")).toBeTruthy();
    expect(screen.getAllByRole("dialog", { hidden: true })).toHaveLength(2);
  });

  it("gets focus back when it is closed, and opens again as often as it is pressed [UI-W2] [UI-M6]", async () => {
    renderWithConsent((props) => <ManageConsentTrigger notice={props} />, { scenario: createScenario("declined") });
    const trigger = await button("Privacy choices");
    for (let time = 0; time < 3; time += 1) {
      trigger.focus();
      fireEvent.click(trigger);
      fireEvent.click(await button("Close"));
      await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
      await waitFor(() => expect(document.activeElement).toBe(trigger));
      expect(trigger.dataset["state"]).toBe("closed");
    }
  });

  it("is a part like the others: named, classed, given a ref, handlers first, replaceable [UI-T8]", async () => {
    const ref = createRef<HTMLButtonElement>();
    const onClick = vi.fn<(event: { preventDefault: () => void }) => void>((event) => event.preventDefault());
    renderWithConsent((props) => (
      <ManageConsentTrigger
        ref={ref}
        className="mine"
        style={{ outlineOffset: "7px" }}
        data-testid="trigger"
        onClick={onClick}
        notice={{ ...props, classNames: { trigger: "host" } }}
      />
    ));
    const trigger = screen.getByTestId("trigger");
    expect(ref.current).toBe(trigger);
    expect([trigger.dataset["nc"], trigger.className, trigger.style.outlineOffset]).toEqual([
      "trigger",
      "host mine",
      "7px",
    ]);
    fireEvent.click(trigger);
    expect(onClick).toHaveBeenCalledTimes(1);
    expect(trigger.dataset["state"]).toBe("closed");
    cleanup();
    renderWithConsent((props) => <ManageConsentTrigger render={<a href="#privacy">Privacy</a>} notice={props} />);
    expect(screen.getByRole("link", { name: "Privacy" }).dataset["nc"]).toBe("trigger");
  });
});
