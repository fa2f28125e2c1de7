import type { Step } from "./event.ts";

/** The last part of an address and the step that it stands for; the samples' names are among them. */
const steps: Readonly<Record<string, Step>> = {
  token: "token",
  "temp-token": "token",
  "anonymous-token": "token",
  refresh: "refresh",
  status: "status",
  link: "link",
};

/** The step of an address; with a base path, only right below it. */
export function stepOf(pathname: string, basePath: string | undefined): Step | undefined {
  const path = pathname.replace(/\/+$/, "");
  const end = path.lastIndexOf("/");
  if (basePath !== undefined && path.slice(0, end) !== basePath.replace(/\/+$/, "")) return undefined;
  const name = path.slice(end + 1);
  return Object.hasOwn(steps, name) ? steps[name] : undefined;
}
