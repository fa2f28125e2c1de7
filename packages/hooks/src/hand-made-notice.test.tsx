import { submitConsent } from "@notice-consent/contract";
import { anElement, aNotice, aPurpose } from "@notice-consent/testing";
import { cleanup, render, screen } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { HandMadeNotice } from "../examples/hand-made-notice.tsx";
import { aConsentBench, announcements, renderings } from "./consent-bench.test-data.tsx";

afterEach(cleanup);

const notice = aNotice({
  active_config: {
    notice_banner_heading: "Your data with us",
    accept_all_button_text: "Accept all",
    confirm_button_text: "Save",
    decline_button_text: "Decline",
  },
  purposes: [
    aPurpose({ name: "Account", data_elements: [anElement({ name: "Full name", required: true })] }),
    aPurpose({ name: "Offers", data_elements: [anElement({ name: "E-mail", required: false })] }),
  ],
});

it("a notice of one's own takes fewer than 60 lines [W50]", () => {
  const source = readFileSync(join(import.meta.dirname, "../examples/hand-made-notice.tsx"), "utf8");
  expect(source.split("\n").length).toBeLessThanOrEqual(60);
});

describe.each(renderings)("a notice made by hand, $rendering,", ({ rendering }) => {
  it("is filled in and saved with the keyboard alone [W50] [W58]", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    const host = bench.host();
    render(<HandMadeNotice {...host} />, { wrapper: bench.Page });
    await screen.findByRole("heading", { name: "Your data with us" });
    const user = userEvent.setup();
    const name = screen.getByRole("checkbox", { name: "Full name" });
    for (let presses = 0; document.activeElement !== name && presses < 20; presses++) await user.tab();
    await user.keyboard(" ");
    expect(screen.getByRole("checkbox", { name: "Account", checked: true })).toBeDefined();
    const save = screen.getByRole("button", { name: "Save" });
    for (let presses = 0; document.activeElement !== save && presses < 20; presses++) await user.tab();
    await user.keyboard("{Enter}");
    expect(await screen.findByRole("status")).toHaveProperty("textContent", "Your choice is recorded.");
    await announcements();
    expect(host.onAccept.mock.calls[0]?.[0]).toMatchObject({ outcome: "partially-accepted", mayProceed: false });
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("shows why something failed and lets the person try again", async () => {
    const bench = aConsentBench(rendering, { notices: [notice] });
    bench.service.offline = true;
    render(<HandMadeNotice {...bench.host()} />, { wrapper: bench.Page });
    const user = userEvent.setup();
    const retry = await screen.findByRole("button", { name: /could not be reached/ });
    bench.service.offline = false;
    await user.click(retry);
    bench.service.next(submitConsent, "drop-answer");
    await user.click(await screen.findByRole("button", { name: "Accept all" }));
    await user.click(await screen.findByRole("button", { name: /Try again/ }));
    await screen.findByText("Your choice is recorded.");
    expect(bench.service.events("person-1")).toHaveLength(1);
  });
});
