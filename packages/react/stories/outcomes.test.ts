import { errorsOf, errorTable, readNotice, refreshTokens, submitConsent } from "@notice-consent/contract";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";

const folder = join(import.meta.dirname, "states");
const textOf = (file: string): string => readFileSync(join(folder, file), "utf8");
const states = readdirSync(folder).filter((file) => file.endsWith(".stories.tsx"));

it.each([
  ["the read", "read-refused.stories.tsx", "readRefused", errorsOf(readNotice), ["CONSENT_ALREADY_PROVIDED"]],
  [
    "the submission",
    "submit-refused.stories.tsx",
    "submitRefused",
    errorsOf(submitConsent),
    ["NOTICE_VERSION_CHANGED"],
  ],
  ["the renewal", "refresh-refused.stories.tsx", "refreshRefused", errorsOf(refreshTokens), []],
] as const)("shows each code with which %s can be refused as a story [SB3]", (_, file, refused, codes, elsewhere) => {
  const own = textOf(file);
  const all = textOf("reading.stories.tsx");
  const missing = codes.filter((code) =>
    elsewhere.some((other) => other === code) ? !all.includes(`\`${code}\``) : !own.includes(`${refused}("${code}")`),
  );
  expect(missing).toEqual([]);
});

it("shows each failure that arises in the client as a story [SB3]", () => {
  const all = states.map(textOf).join("\n");
  // Given up because its result is no longer wanted: there is nobody left to show it to.
  const unseen = ["ABORTED"];
  const own = Object.entries(errorTable).filter(([code, { status }]) => status === 0 && !unseen.includes(code));
  expect(own.map(([code]) => code).filter((code) => !all.includes(`\`${code}\``))).toEqual([]);
});

it("shows each status of an answer that names no code as a story [SB3]", () => {
  const own = textOf("read-refused.stories.tsx");
  const shown = [...own.matchAll(/readRefused\("?(\w+)"?\)/gu)].map(([, refusal = ""]) =>
    refusal in errorTable ? String(errorTable[refusal as keyof typeof errorTable].status) : refusal,
  );
  expect(["401", "404", "410", "422", "429", "500", "502", "503"].filter((status) => !shown.includes(status))).toEqual(
    [],
  );
});
