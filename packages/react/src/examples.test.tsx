import { readFileSync } from "node:fs";
import { join } from "node:path";
import { ConsentProvider } from "@notice-consent/hooks";
import { createScenario } from "@notice-consent/testing";
import { cleanup, fireEvent, render, screen, waitFor } from "@testing-library/react";
import { afterEach, describe, expect, it, vi } from "vitest";
import { Checkout } from "../examples/checkout.tsx";

afterEach(cleanup);

describe("the example of a host's own button", () => {
  it("stands in the README word for word [UI-I8]", () => {
    const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
    const example = readFileSync(join(import.meta.dirname, "../examples/checkout.tsx"), "utf8");
    expect(readme).toContain(`\`\`\`tsx\n${example}\`\`\``);
  });

  it("says what is missing beside a button that can be pressed, and goes on once it is recorded [UI-I8] [W48]", async () => {
    const { service, props } = createScenario("must-ask");
    const onOrder = vi.fn<() => void>();
    render(
      <ConsentProvider fetch={service.fetch}>
        <Checkout consent={{ ...props, language: "en", validateAgainst: "required" }} onOrder={onOrder} />
      </ConsentProvider>,
    );
    const button = await screen.findByRole("button", {
      name: "Continue",
      description: /required items are not chosen/u,
    });
    expect(button).toHaveProperty("disabled", false);
    fireEvent.click(button);
    fireEvent.click(screen.getByRole("checkbox", { name: /^Postal address/u }));
    await screen.findByRole("button", { name: "Continue", description: "" });
    expect(onOrder).not.toHaveBeenCalled();
    await waitFor(
      () => {
        fireEvent.click(button);
        expect(onOrder).toHaveBeenCalled();
      },
      { timeout: 20_000 },
    );
  });
});
