const second = 1000;
const minute = 60 * second;
const hour = 60 * minute;

/** Milliseconds to wait after each failed attempt, before jitter; after the last one a delivery is given up. */
export const retrySchedule: readonly number[] = [
  5 * second,
  30 * second,
  2 * minute,
  10 * minute,
  30 * minute,
  1 * hour,
  2 * hour,
  4 * hour,
  8 * hour,
  8 * hour,
];

/** A webhook is switched off once this many attempts in a row have failed, over at least this long. */
export const switchOffAfter = { failures: 20, milliseconds: 24 * hour };

/**
 * Milliseconds until the next attempt after this many failed ones, or nothing when there is none.
 * `random` is from 0 to 1 and spreads each wait by a fifth either way, so that receivers that fell together do not
 * get everything again at one moment.
 */
export function waitAfter(failures: number, random: number): number | undefined {
  const wait = retrySchedule[failures - 1];
  return wait === undefined ? undefined : Math.round(wait * (0.8 + 0.4 * random));
}
