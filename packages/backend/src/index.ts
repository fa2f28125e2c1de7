export { createApp } from "./app.ts";
export { startBackend } from "./serve.ts";

export type { AppContext } from "./app.ts";
export type { LogLine } from "./http/request-log.ts";
export type { UsersApiCredentials } from "./seed/credentials.ts";
export type { BackendOptions, RunningBackend } from "./serve.ts";
