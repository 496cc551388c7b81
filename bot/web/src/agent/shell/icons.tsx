/** Line icons of one weight, 20 by 20; always beside a text or in a button that has a name. */
const PATHS = {
  back: "M12 4 6 10l6 6",
  bell: "M10 3a4.5 4.5 0 0 0-4.5 4.5c0 4-1.5 5.5-1.5 5.5h12s-1.5-1.5-1.5-5.5A4.5 4.5 0 0 0 10 3ZM8.5 16a1.6 1.6 0 0 0 3 0",
  sound: "M4 8v4h2.5L10 15V5L6.5 8H4Zm9 0a3 3 0 0 1 0 4m2-6.5a6.5 6.5 0 0 1 0 9",
  mute: "M4 8v4h2.5L10 15V5L6.5 8H4Zm9 0 4 4m0-4-4 4",
  help: "M7.5 7.5a2.5 2.5 0 1 1 3.6 2.200c-.8.4-1.1.9-1.100 1.8m0 2.5v.2M10 17.5a7.5 7.5 0 1 0 0-15 7.5 7.5 0 0 0 0 15Z",
  exit: "M8 4H4v12h4m4-9 3 3-3 3m3-3H8",
  search: "M9 14.5a5.5 5.5 0 1 0 0-11 5.5 5.5 0 0 0 0 11Zm4-1.5 4 4",
  filter: "M3 5h14M6 10h8m-5 5h2",
  split: "M3 4h14v12H3V4Zm7 0v12",
  panel: "M3 4h14v12H3V4Zm9 0v12",
  close: "m5 5 10 10M15 5 5 15",
  tag: "M3 3h6.5l7.5 7.5-6.5 6.5L3 9.5V3Zm3.5 3.5v.1",
  pass: "M4 10h11m-4-4 4 4-4 4",
  bot: "M5 8h10v7H5V8Zm5-4v4M8 11v1m4-1v1",
  check: "m4 10.5 4 4 8-9",
  unread: "M3 5h14v10H3V5Zm0 1 7 5 7-5",
  plus: "M10 4v12M4 10h12",
  heart: "M10 16S3 12 3 7.5A3.5 3.5 0 0 1 10 6a3.5 3.5 0 0 1 7 1.5C17 12 10 16 10 16Z",
  eye: "M2 10s3-5 8-5 8 5 8 5-3 5-8 5-8-5-8-5Zm8 2a2 2 0 1 0 0-4 2 2 0 0 0 0 4Z",
  clock: "M10 17a7 7 0 1 0 0-14 7 7 0 0 0 0 14Zm0-11v4l3 2",
  send: "M3 10 17 4l-4 13-3-5-7-2Z",
} as const;

export type IconName = keyof typeof PATHS;

export function Icon({ name }: { name: IconName }) {
  return (
    <svg viewBox="0 0 20 20" width="20" height="20" aria-hidden="true" focusable="false">
      <path
        d={PATHS[name]}
        fill="none"
        stroke="currentColor"
        stroke-width="1.6"
        stroke-linecap="round"
        stroke-linejoin="round"
      />
    </svg>
  );
}
