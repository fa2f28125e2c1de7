import { execFile } from "node:child_process";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { describeCrash } from "./crash-report.ts";

const run = promisify(execFile);
const subject = new URL("crash-report.ts", import.meta.url).href;

async function outputOf(crash: string): Promise<{ code: unknown; output: string }> {
  const script = `
    import { reportCrashes } from ${JSON.stringify(subject)};
    reportCrashes((line) => process.stderr.write(line + "\\n"));
    ${crash}
    setTimeout(() => undefined, 5000);`;
  const cwd = fileURLToPath(new URL("..", import.meta.url));
  try {
    const { stdout, stderr } = await run(
      process.execPath,
      ["--import", "tsx", "--input-type=module", "--eval", script],
      { cwd },
    );
    return { code: 0, output: stdout + stderr };
  } catch (failure) {
    const { code, stdout, stderr } = failure as { code: unknown; stdout: string; stderr: string };
    return { code, output: stdout + stderr };
  }
}

describe("a process that crashes", () => {
  const failure = `Object.assign(new Error("Failed query: insert … params: canary@example.org, ncr_canary"), { code: "23505", params: ["canary@example.org"] })`;

  it.each([
    ["a rejection that nobody handles", `void Promise.reject(${failure});`],
    ["an error outside of any request", `setTimeout(() => { throw ${failure}; }, 1);`],
  ])("by %s tells its kind in one line, and nothing of what it worked on [SEC-B17]", async (_, crash) => {
    const { code, output } = await outputOf(crash);
    expect(code).toBe(1);
    const lines = output.trim().split("\n");
    expect(lines).toHaveLength(1);
    expect(JSON.parse(lines[0] ?? "")).toEqual({ time: expect.any(String) as string, crash: "Error 23505" });
    expect(output).not.toContain("canary");
  });
});

describe("a start that fails", () => {
  it("is told in the sentence that was made for it", () => {
    expect(describeCrash(new Error("Port 4000 on 127.0.0.1 is taken."))).toBe("Port 4000 on 127.0.0.1 is taken.");
  });

  it("is told by its kind alone where a driver's words would quote values [SEC-B17]", () => {
    class DatabaseError extends Error {
      readonly code = "28P01";
    }
    const query = new (class DrizzleQueryError extends Error {})("Failed query: … params: canary", {
      cause: new DatabaseError("canary"),
    });
    expect(describeCrash(query)).toBe("DrizzleQueryError < DatabaseError 28P01");
    expect(describeCrash("canary")).toBe("string");
  });
});
