import { Portal, Root } from "@radix-ui/react-dialog";
import { render, screen } from "@testing-library/react";
import { version } from "react";
import { version as domVersion } from "react-dom";
import { expect, it } from "vitest";

it("runs on one React, the one that this suite is about", () => {
  const about = process.env["TESTED_REACT"] ?? "19.";
  expect([version, domVersion].filter((found) => !found.startsWith(about))).toEqual([]);
  const { unmount } = render(
    <Root open modal={false}>
      <Portal>
        <p>Shown</p>
      </Portal>
    </Root>,
  );
  expect(screen.getByText("Shown")).toBeTruthy();
  unmount();
});
