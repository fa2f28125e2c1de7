import { createFakeClock, createFixtureService } from "@notice-consent/testing";
import { act, cleanup, render, screen, waitFor } from "@testing-library/react";
import { userEvent } from "@testing-library/user-event";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { StrictMode } from "react";
import { afterEach, describe, expect, it } from "vitest";
import { Analytics, Recommendations } from "../examples/gated-feature.tsx";
import { LoginPage } from "../examples/login-check.tsx";
import { OwnFlow } from "../examples/own-flow.tsx";
import { WithStoredTokens } from "../examples/session-notice.tsx";
import { aConsentBench, reach, renderings, tokensOf } from "./consent-bench.test-data.tsx";

afterEach(() => {
  cleanup();
  sessionStorage.clear();
});

it("the README names every example", () => {
  const readme = readFileSync(join(import.meta.dirname, "../README.md"), "utf8");
  const examples = readdirSync(join(import.meta.dirname, "../examples"));
  expect(examples.length).toBeGreaterThanOrEqual(5);
  for (const example of examples) expect(readme).toContain(`examples/${example}`);
});

describe.each(renderings)("the examples, $rendering:", ({ rendering }) => {
  it("a log-in lets nobody in but by an answer of the service [R-F5] [W85] [W-F7]", async () => {
    const bench = aConsentBench(rendering);
    const { noticeId, accessToken = "" } = bench.host();
    const page = (
      <LoginPage baseUrl={bench.service.baseUrl} fetch={bench.service.fetch} {...{ noticeId, accessToken }} />
    );
    bench.service.offline = true;
    const { unmount } = render(page, { wrapper: bench.Page });
    await screen.findByText(/cannot check/);
    expect(screen.queryByText("Welcome back")).toBeNull();
    unmount();
    bench.service.offline = false;
    const place = bench.render(bench.host());
    act((await reach(place, "asking")).actions.acceptAll);
    await reach(place, "recorded");
    render(page, { wrapper: bench.Page });
    await screen.findByText("Welcome back");
  });

  it("a feature appears with the grant and goes with it, everywhere", async () => {
    const bench = aConsentBench(rendering);
    const { noticeId, accessToken, refreshToken } = bench.host();
    const purpose = bench.service.notices[0]?.active_config.purposes[1]?.uuid ?? "";
    const place = bench.render(bench.host());
    const { actions } = await reach(place, "asking");
    const { container } = render(
      <bench.Provider accessToken={accessToken} refreshToken={refreshToken}>
        <Recommendations noticeId={noticeId} purpose={purpose} />
        <Analytics noticeId={noticeId} purpose={purpose} />
      </bench.Provider>,
    );
    await screen.findByText("Switch recommendations on");
    expect(container.querySelector("script")).toBeNull();
    act(() => actions.acceptAll());
    await screen.findByText("Recommended for you");
    await waitFor(() => expect(document.querySelector("script[src*=analytics]")).not.toBeNull());
  });

  it("a flow of one's own sends what is ticked, and again under its key", async () => {
    const bench = aConsentBench(rendering);
    render(<OwnFlow {...bench.host("person-1", { validateAgainst: "required" })} />, { wrapper: bench.Page });
    const user = userEvent.setup();
    const [box] = await screen.findAllByRole("checkbox");
    if (box === undefined) throw new Error("The notice has a purpose.");
    await user.click(box);
    await user.click(screen.getByRole("button", { name: "Save" }));
    await screen.findByText("Recorded: partially-accepted.");
    expect(bench.service.events("person-1")).toHaveLength(1);
  });

  it("a session tells what is wrong, and tokens survive in the storage that the host gives [SEC-C4]", async () => {
    const clock = createFakeClock();
    const service = createFixtureService({ clock: clock.unskewed });
    const host = { baseUrl: service.baseUrl, fetch: service.fetch, clock, ...tokensOf(service, "person-1") };
    const page = <WithStoredTokens {...host} />;
    const { container } = render(rendering === "plain" ? page : <StrictMode>{page}</StrictMode>);
    expect(container.textContent).toBe("");
    service.offline = true;
    await act(() => clock.advance(59 * 60_000));
    // The refresh rests between its attempts.
    const again = await waitFor(async () => {
      await act(() => clock.advance(1_000));
      return screen.getByText(/Try again/);
    });
    service.offline = false;
    act(() => again.click());
    await waitFor(() => expect(container.textContent).toBe(""));
    await waitFor(() => expect(sessionStorage.length).toBe(1));
    expect(JSON.stringify(sessionStorage)).not.toContain("person-1");
  });
});
