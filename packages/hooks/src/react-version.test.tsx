import { render } from "@testing-library/react";
import { version, type ReactNode } from "react";
import { version as domVersion } from "react-dom";
import { expect, it } from "vitest";
import { useConsentSession } from "./index.ts";

it("runs on one React, the one that this suite is about [R-D10]", () => {
  const about = process.env["TESTED_REACT"] ?? "19.";
  expect([version, domVersion].filter((found) => !found.startsWith(about))).toEqual([]);
  const Part = (): ReactNode =>
    useConsentSession({ organisationUuid: "o", workspaceUuid: "w", baseUrl: "https://a.test" }).status;
  const { container, unmount } = render(<Part />);
  expect(container.textContent).toBe("none");
  unmount();
});
