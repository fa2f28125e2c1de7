export type { Refresh, RefreshContext, SessionStatus, TokenPair } from "./token.ts";
