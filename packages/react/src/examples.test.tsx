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

  it("does not go on for a second person, whose tokens replace those of one who agreed [UI-I8] [R-D1]", async () => {
    const { service, props } = createScenario("must-ask");
    const onOrder = vi.fn<() => void>();
    const page = (tokens: { accessToken?: string; refreshToken?: string }) => (
      <ConsentProvider fetch={service.fetch}>
        <Checkout
          consent={{ ...props, ...tokens, language: "en", validateAgainst: "required", submit: "button" }}
          onOrder={onOrder}
        />
      </ConsentProvider>
    );
    const { rerender } = render(page(props));
    fireEvent.click(await screen.findByRole("button", { name: "Accept all" }));
    const button = screen.getByRole("button", { name: "Continue" });
    await waitFor(
      () => {
        fireEvent.click(button);
        expect(onOrder).toHaveBeenCalled();
      },
      { timeout: 20_000 },
    );
    onOrder.mockClear();
    rerender(page(service.issue({ orgUserId: "person-2" })));
    fireEvent.click(button);
    await screen.findByRole("button", { name: "Accept all" });
    fireEvent.click(button);
    expect(onOrder).not.toHaveBeenCalled();
  });
});
