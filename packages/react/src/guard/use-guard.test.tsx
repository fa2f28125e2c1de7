import { aNotice } from "@notice-consent/testing";
import { cleanup, waitFor } from "@testing-library/react";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { button, showNotice } from "../show-notice.test-data.tsx";
import type { NoticeConsentProps } from "../notice-props.ts";

type Tell = NonNullable<NoticeConsentProps["onPolicyViolation"]>;

const warned = vi.spyOn(console, "warn");

beforeEach(() => void warned.mockImplementation(() => undefined));

afterEach(() => {
  cleanup();
  vi.unstubAllEnvs();
  warned.mockReset();
});

const pushy = aNotice({ active_config: { accept_all_button_text: "OK" } });
const ofKind = (tell: ReturnType<typeof vi.fn<Tell>>, kind: string): unknown[] =>
  tell.mock.calls.map(([violation]) => violation).filter((violation) => violation.kind === kind);

describe("a notice in development", () => {
  it("warns of words that are not neutral, once, and tells the host [UI-C7]", async () => {
    vi.stubEnv("NODE_ENV", "development");
    const onPolicyViolation = vi.fn<Tell>();
    showNotice("must-ask", { notice: pushy, props: { onPolicyViolation } });
    await button("OK");
    const message = "accept is called “OK”, which does not name the act.";
    await waitFor(() => expect(ofKind(onPolicyViolation, "copy")).toEqual([{ kind: "copy", message }]));
    expect(warned.mock.calls.flat()).toContain(`[notice-consent] ${message}`);
  });

  it("warns of a host's control that makes one act weigh more [UI-S4]", async () => {
    vi.stubEnv("NODE_ENV", "development");
    const onPolicyViolation = vi.fn<Tell>();
    const style = document.createElement("style");
    style.textContent = ".loud { font-weight: 900 }";
    document.head.append(style);
    showNotice("must-ask", { props: { onPolicyViolation, classNames: { accept: "loud" } } });
    await button("Accept all");
    await waitFor(() => expect(JSON.stringify(ofKind(onPolicyViolation, "parity"))).toContain("font weight"));
    style.remove();
  });
});

describe("a notice in production", () => {
  it("measures nothing and says nothing [UI-S4]", async () => {
    vi.stubEnv("NODE_ENV", "production");
    const onPolicyViolation = vi.fn<Tell>();
    showNotice("must-ask", { notice: pushy, props: { onPolicyViolation } });
    await button("OK");
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect([...ofKind(onPolicyViolation, "copy"), ...ofKind(onPolicyViolation, "parity")]).toEqual([]);
  });
});
