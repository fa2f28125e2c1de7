import {
  type ConsentRecord,
  isActiveGrant,
  type Notice,
  type Purpose,
  type RecordedPurpose,
} from "@notice-consent/contract";

import styles from "./consent-record.module.css";
import { Moment } from "./moment.tsx";

/** Every purpose of the notice with what the person decided about it and its data, as recorded. */
export function ConsentRecordList({ notice, record }: { notice: Notice; record: ConsentRecord }) {
  return (
    <ul className={styles["purposes"]}>
      {notice.active_config.purposes.map((purpose) => (
        <li key={purpose.uuid}>
          <PurposeRecord purpose={purpose} recorded={record[purpose.uuid]} />
        </li>
      ))}
    </ul>
  );
}

function PurposeRecord({ purpose, recorded }: { purpose: Purpose; recorded: RecordedPurpose | undefined }) {
  const granted = isActiveGrant(recorded);
  const elements = (purpose.data_elements ?? []).filter(({ enabled }) => enabled);
  return (
    <article className={styles["purpose"]} data-purpose={purpose.uuid} data-granted={granted}>
      <div className={styles["heading"]}>
        <h3>{purpose.name}</h3>
        <p className={styles["status"]}>{describe(recorded)}</p>
      </div>
      {recorded !== undefined && recorded.decided_at !== "" && (
        <p className={styles["dates"]}>
          <Moment at={recorded.decided_at} />
          {granted && recorded.expires_at !== "" && (
            <>
              , until <Moment at={recorded.expires_at} />
            </>
          )}
        </p>
      )}
      <ul className={styles["elements"]}>
        {elements.map(({ uuid, name }) => {
          const used = granted && recorded?.data_elements[uuid]?.selected === true;
          return (
            <li key={uuid} data-element={uuid} data-granted={used}>
              <Sign granted={used} />
              <span className={styles["name"]}>{name}</span>
              <span className={styles["hidden"]}>{used ? ": may be used" : ": may not be used"}</span>
            </li>
          );
        })}
      </ul>
    </article>
  );
}

function describe(recorded: RecordedPurpose | undefined): string {
  if (recorded === undefined) return "Not decided";
  if (recorded.needs_reconsent) return "To be asked again";
  switch (recorded.status) {
    case "ACTIVE":
      return recorded.selected ? "Granted" : "Declined";
    case "WITHDRAWN":
      return "Withdrawn";
    case "EXPIRED":
      return "Expired";
    case "DECLINED":
      return "Declined";
    default:
      return "Not granted";
  }
}

function Sign({ granted }: { granted: boolean }) {
  return (
    <svg className={styles["sign"]} viewBox="0 0 16 16" aria-hidden="true">
      <path d={granted ? "M3 8.5 6.5 12 13 4.5" : "M4 8h8"} />
    </svg>
  );
}
