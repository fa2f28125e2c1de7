import "../../src/styles.css";
import { ConsentProvider } from "@notice-consent/hooks";
import { aSizedNotice, createFixtureService, demoNotices } from "@notice-consent/testing";
import { createRoot } from "react-dom/client";
import { NoticeConsent, preloadDialog } from "../../src/modal.ts";
import type { Bench, BenchNotice } from "./bench.ts";

const root = createRoot(document.getElementById("bench") ?? document.body);
let requests = 0;
let draw = (_open: boolean): void => {};

/** Resolves once the notice has been read and the dialog's code is here. */
async function check({ elements, purposes, latencyMs = 0 }: BenchNotice): Promise<void> {
  const bank = demoNotices.find(({ name }) => name === "Savings account opening");
  const notice = elements === undefined ? bank : aSizedNotice({ elements, purposes });
  if (notice === undefined) throw new RangeError("There is no bank's notice.");
  const service = createFixtureService({ notices: [notice] });
  service.latencyMs = latencyMs;
  const { accessToken, refreshToken } = service.issue({ orgUserId: "person-1" });
  let answered = (): void => {};
  const answer = new Promise<void>((resolve) => {
    answered = resolve;
  });
  const fetch: typeof globalThis.fetch = async (...request) => {
    requests += 1;
    try {
      return await service.fetch(...request);
    } finally {
      answered();
    }
  };
  draw = (open) =>
    root.render(
      <>
        <ConsentProvider baseUrl={service.baseUrl} fetch={fetch}>
          <NoticeConsent
            noticeId={notice.uuid}
            accessToken={accessToken}
            refreshToken={refreshToken}
            language="en"
            {...(!open && { open })}
          />
        </ConsentProvider>
        <p style={{ height: "300vh" }}>The page goes on below the notice.</p>
      </>,
    );
  draw(false);
  await answer;
  await preloadDialog();
}

const bench: Bench = { check, open: () => draw(true), requests: () => requests };
Object.assign(window, { bench });
