export { createApp } from "./app.ts";
export { describeCrash, reportCrashes } from "./crash-report.ts";
export { prepareServer } from "./db/server.ts";
export { findingSentences } from "./ledger/finding.ts";
export { verifyData } from "./ledger/verify-data.ts";
export { startBackend } from "./serve.ts";
export { manageSigningKeys } from "./signing-key-command.ts";

export type { AppContext } from "./app.ts";
export type { LogLine } from "./http/request-log.ts";
export type { Finding, FindingReason, Report } from "./ledger/finding.ts";
export type { Verified } from "./ledger/verify.ts";
export type { VerifyOptions } from "./ledger/verify-data.ts";
export type { UsersApiCredentials } from "./seed/credentials.ts";
export type { BackendOptions, RunningBackend } from "./serve.ts";
export type { InstallationOptions, SigningKeyAction } from "./signing-key-command.ts";
export type { SigningKeyState } from "./auth/key-rotation.ts";
