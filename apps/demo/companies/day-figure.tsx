import styles from "./figure.module.css";

const day = [
  ["08:30", "Dr Iyer", "two places left"],
  ["10:00", "Blood tests", "walk in"],
  ["11:30", "Dr Fernandes", "one place left"],
  ["16:00", "Children’s hour", "walk in"],
  ["18:30", "Dr Iyer", "by telephone"],
] as const;

/** A day at the clinic. */
export function DayFigure() {
  return (
    <figure className={styles["figure"]}>
      <ol className={styles["day"]}>
        {day.map(([time, who, how]) => (
          <li key={time}>
            <time>{time}</time>
            <span>{who}</span>
            <span className={styles["how"]}>{how}</span>
          </li>
        ))}
      </ol>
      <figcaption className={styles["caption"]}>Today at 12 Neem Road</figcaption>
    </figure>
  );
}
