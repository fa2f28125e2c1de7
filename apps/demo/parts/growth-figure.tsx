import styles from "./growth-figure.module.css";

const deposit = 100_000;
const rate = 0.035;
const quarters = 20;

const earned = Array.from({ length: quarters }, (_, index) => deposit * (1 + rate / 4) ** (index + 1) - deposit);
const rupees = new Intl.NumberFormat("en-IN", { style: "currency", currency: "INR", maximumFractionDigits: 0 });

const ground = 300;
const tallest = 232;

/** Five years of interest on one deposit: a stem for each quarter, as tall as what it has earned by then. */
export function GrowthFigure() {
  const last = earned.at(-1) ?? 0;
  return (
    <figure className={styles["figure"]}>
      <svg className={styles["meadow"]} viewBox="0 0 480 316" aria-hidden="true">
        <path className={styles["ground"]} d={`M8 ${ground}H472`} />
        {earned.map((interest, index) => {
          const x = 22 + index * 22.6;
          const top = ground - 16 - (tallest * interest) / last;
          const lean = [-16, 9, -7, 18, -12][index % 5] ?? 0;
          return (
            <g key={interest}>
              <path className={styles["stem"]} d={`M${x} ${ground}V${top.toFixed(1)}`} />
              <path
                className={styles["petal"]}
                transform={`translate(${x} ${(top + 2).toFixed(1)}) rotate(${lean})`}
                d="M0 0C-8-6-8.5-20 1-30 8.5-21 9.5-8 0 0Z"
              />
            </g>
          );
        })}
      </svg>
      <figcaption className={styles["caption"]}>
        <span>{rupees.format(deposit)} left alone for five years, one stem a quarter</span>
        <strong>{rupees.format(deposit + last)}</strong>
      </figcaption>
    </figure>
  );
}
