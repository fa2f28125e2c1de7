import { describe, expect, it, vi } from "vitest";
import { mergeProps } from "./merge-props.ts";

describe("mergeProps", () => {
  it("adds class names and merges styles, the given ones winning [UI-T8]", () => {
    const merged = mergeProps(
      { className: "own", style: { color: "red", margin: 0 } },
      { className: "given", style: { color: "blue" } },
    );
    expect(merged).toEqual({ className: "own given", style: { color: "blue", margin: 0 } });
  });

  it("runs the given handler first, then ours", () => {
    const calls: string[] = [];
    const merged = mergeProps({ onClick: () => calls.push("own") }, { onClick: () => calls.push("given") });
    call(merged.onClick, { defaultPrevented: false });
    expect(calls).toEqual(["given", "own"]);
  });

  it("keeps ours from running when the given handler prevents the default", () => {
    const own = vi.fn<() => void>();
    const merged = mergeProps(
      { onClick: own },
      { onClick: (event: { defaultPrevented: boolean }) => (event.defaultPrevented = true) },
    );
    call(merged.onClick, { defaultPrevented: false });
    expect(own).not.toHaveBeenCalled();
  });

  it("keeps ours where the given value is undefined", () => {
    expect(mergeProps({ role: "status" }, { role: undefined })).toEqual({ role: "status" });
  });
});

function call(handler: unknown, event: object): void {
  if (isHandler(handler)) handler(event);
}

function isHandler(value: unknown): value is (event: object) => void {
  return typeof value === "function";
}
