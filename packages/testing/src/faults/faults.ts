export { checkHistory } from "./check-history.ts";
export { faultKinds } from "./fault.ts";
export { startFaultProxy } from "./fault-proxy.ts";
export { keepHistory } from "./history-file.ts";
export { seededRandom } from "./seeded-random.ts";
export type { Fault, FaultKind } from "./fault.ts";
export type { FaultProxy, FaultProxyOptions, FaultSchedule, ProxiedConnection } from "./fault-proxy.ts";
export type { KeptHistory } from "./history-file.ts";
export type { Ending, FinalState, LedgerEntry, Operation, Violation } from "./history.ts";
