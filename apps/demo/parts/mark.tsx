/** The bank's mark: three petals of the palash flower. Decorative; the name stands beside it. */
export function Mark({ size = 32 }: { size?: number }) {
  return (
    <svg aria-hidden="true" width={size} height={size} viewBox="0 0 32 32" fill="var(--flame)">
      <path d="M15.2 29C7.4 25.4 3.6 19.6 4 12.2c6.2 2.4 9.9 8 11.2 16.8Z" opacity=".72" />
      <path d="M16.8 29c7.8-3.6 11.6-9.400 11.2-16.8-6.200 2.400-9.9 8-11.2 16.8Z" opacity=".72" />
      <path d="M16 26.5c-5.800-8-5.800-16.400 0-24.5 5.800 8.100 5.800 16.500 0 24.5Z" />
    </svg>
  );
}
