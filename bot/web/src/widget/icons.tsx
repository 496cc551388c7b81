const PATHS = {
  gift: "M4 11h16v9H4zM3 7h18v4H3zM12 7v13M12 7C7 7 6 2 9 2s3 5 3 5 0-5 3-5 2 5-3 5z",
  heart: "M12 20S4 15 4 9.5A4.4 4.4 0 0 1 12 7a4.4 4.4 0 0 1 8 2.5C20 15 12 20 12 20z",
  dots: "M5 12h.1m7 0h.1m7 0h.1",
  close: "M6 6l12 12M18 6 6 18",
  plus: "M12 5v14M5 12h14",
  send: "M12 19V5m-6 6 6-6 6 6",
  next: "m9 5 7 7-7 7",
  previous: "m15 5-7 7 7 7",
  check: "m5 13 4 4L19 7",
  up: "M7 11v9H4v-9zm0 0 4-8c2 0 3 1.5 2.5 3.5L13 9.5h5.5c1.2 0 2 1 1.7 2.2l-1.5 6.5c-.2 1-1.2 1.8-2.2 1.8H7",
  down: "M7 13V4H4v9zm0 0 4 8c2 0 3-1.5 2.5-3.5L13 14.5h5.5c1.2 0 2-1 1.7-2.2l-1.5-6.5C18.5 4.8 17.5 4 16.5 4H7",
  cards: "M4 8h9v12H4zM8 8V4h12v12h-7",
  trash: "M5 7h14m-9 0V4h4v3M7 7l1 13h8l1-13",
} as const;

export type IconName = keyof typeof PATHS;

/** A line drawing; says nothing to a screen reader, the control around it does. */
export function Icon({ name, filled }: { name: IconName; filled?: boolean }) {
  const points = name === "next" || name === "previous";
  return (
    <svg
      class={points ? "icon arrow" : "icon"}
      viewBox="0 0 24 24"
      aria-hidden="true"
      data-filled={filled || undefined}
    >
      <path d={PATHS[name]} stroke-width={name === "dots" ? 3 : undefined} />
    </svg>
  );
}
