import { act, cleanup, screen } from "@testing-library/react";
import { Suspense, type ReactNode } from "react";
import { hydrateRoot } from "react-dom/client";
import { renderToString } from "react-dom/server";
import { afterEach, expect, it, vi } from "vitest";
import { aConsentBench } from "./consent-bench.test-data.tsx";
import { ConsentProvider, useConsent, type UseConsentOptions } from "./index.ts";

afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it("renders the same on a server and at first in the browser, without a request on the server [R-D10] [UI-L10]", async () => {
  const bench = aConsentBench();
  const host = bench.host();
  const fetch = vi.fn<typeof globalThis.fetch>(bench.service.fetch);
  const Status = (props: UseConsentOptions): ReactNode => {
    const { status, language, session, mayProceed } = useConsent(props);
    return <p>{`${status} ${language.tag} ${session} ${mayProceed}`}</p>;
  };
  let arrive = (): void => {};
  const late = new Promise<void>((resolve) => {
    arrive = resolve;
  });
  const state = { isServer: true, hasArrived: false };
  void late.then(() => (state.hasArrived = true));
  const Late = ({ children }: { children: ReactNode }): ReactNode => {
    // oxlint-disable-next-line typescript/only-throw-error -- how a component suspends in every React
    if (!state.isServer && !state.hasArrived) throw late;
    return children;
  };
  const page = (
    <ConsentProvider baseUrl={bench.service.baseUrl} fetch={fetch}>
      <Suspense fallback={null}>
        <Late>
          <Status {...host} />
        </Late>
      </Suspense>
    </ConsentProvider>
  );
  const html = renderToString(page);
  expect(html).toContain("checking en ready false");
  expect(html).not.toContain(host.accessToken);
  expect(fetch).not.toHaveBeenCalled();

  vi.spyOn(window.navigator, "languages", "get").mockReturnValue(["hi"]);
  const errors = vi.spyOn(console, "error");
  const onRecoverableError = vi.fn<(error: unknown) => void>();
  state.isServer = false;
  const root = document.body.appendChild(document.createElement("div"));
  root.innerHTML = html;
  const client = await act(async () => hydrateRoot(root, page, { onRecoverableError }));
  await act(async () => arrive());
  expect(await screen.findByText("asking en ready false")).toBeDefined();
  expect(errors).not.toHaveBeenCalled();
  expect(onRecoverableError).not.toHaveBeenCalled();
  expect(fetch).toHaveBeenCalledTimes(1);
  act(() => client.unmount());
  root.remove();
});
