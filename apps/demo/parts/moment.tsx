const written = new Intl.DateTimeFormat("en-GB", {
  dateStyle: "long",
  timeStyle: "short",
  timeZone: "Asia/Kolkata",
});

/** A point in time as the bank writes it, in Indian time; nothing for an unreadable one. */
export function Moment({ at }: { at: string | Date }) {
  const date = new Date(at);
  if (Number.isNaN(date.getTime())) return null;
  return <time dateTime={date.toISOString()}>{written.format(date)} IST</time>;
}
