import type { Fault, FaultTarget } from "./fault.ts";

/** A fault that waits for its calls. */
export interface ArmedFault {
  readonly id: number;
  readonly fault: Fault;
  /** Calls that it is still for. */
  readonly left: number;
}

/** Where faults wait. */
export interface FaultDesk {
  arm(fault: Fault): ArmedFault;
  /** The fault for a call, the oldest that fits; counts it. */
  take(call: FaultTarget): Fault | undefined;
  list(): readonly ArmedFault[];
  /** Lifts one fault, or all. */
  lift(id?: number): void;
}

/** A desk without faults. */
export function createFaultDesk(): FaultDesk {
  let count = 0;
  let armed: readonly ArmedFault[] = [];
  return {
    arm(fault) {
      count += 1;
      const added = { id: count, fault, left: fault.times };
      armed = [...armed, added];
      return added;
    },
    take(call) {
      const found = armed.find(({ fault }) => fits(fault, call));
      if (found === undefined) return undefined;
      if (found.fault.kind !== "offline") {
        const rest = { ...found, left: found.left - 1 };
        armed = armed.flatMap((one) => (one === found ? (rest.left > 0 ? [rest] : []) : [one]));
      }
      return found.fault;
    },
    list: () => armed,
    lift(id) {
      armed = id === undefined ? [] : armed.filter((one) => one.id !== id);
    },
  };
}

function fits(fault: FaultTarget, call: FaultTarget): boolean {
  return (
    (fault.endpoint === undefined || fault.endpoint === call.endpoint) &&
    (fault.caller === undefined || fault.caller === call.caller)
  );
}
