import styles from "./figure.module.css";

const pots = [
  {
    name: "Surahi",
    price: "₹1,450",
    path: "M38 8h14v10c0 10 22 14 22 44 0 22-14 34-29 34S16 84 16 62c0-30 22-34 22-44z",
  },
  { name: "Katori", price: "₹280", path: "M12 56h66c0 26-15 40-33 40S12 82 12 56z" },
  { name: "Kulhad", price: "₹160", path: "M22 40h46l-8 56H30z" },
  { name: "Matka", price: "₹890", path: "M30 22h30v8c12 5 20 16 20 32 0 20-16 34-35 34S10 82 10 62c0-16 8-27 20-32z" },
  { name: "Thali", price: "₹620", path: "M2 78h86c-4 12-16 18-43 18S6 90 2 78z" },
  {
    name: "Gulab",
    price: "₹540",
    path: "M36 30c-4-8-4-14-6-20h30c-2 6-2 12-6 20 8 10 12 20 12 32 0 22-9 34-21 34S24 84 24 62c0-12 4-22 12-32z",
  },
] as const;

/** What came out of the last firing. */
export function PotteryFigure() {
  return (
    <figure className={styles["figure"]}>
      <ul className={styles["shelf"]}>
        {pots.map(({ name, price, path }) => (
          <li key={name}>
            <svg viewBox="0 0 90 100" aria-hidden="true">
              <path d={path} />
            </svg>
            <span>{name}</span>
            <span className={styles["price"]}>{price}</span>
          </li>
        ))}
      </ul>
      <figcaption className={styles["caption"]}>From the firing of 14 November</figcaption>
    </figure>
  );
}
