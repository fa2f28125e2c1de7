/** The bank's mark: three petals of the palash flower. Decorative; the name stands beside it. */
export function Mark() {
  return (
    <svg aria-hidden="true" width="30" height="32" viewBox="0 0 32 32" fill="var(--flame)">
      <path d="M15 29C7 25 4 18 6 9c6 3 9 9 9 20z" />
      <path d="M16 29c-3-9-2-18 4-26 5 9 4 18-4 26z" />
      <path d="M18 29c2-8 5-13 11-15 1 8-3 13-11 15z" />
    </svg>
  );
}
