interface Props {
  label: string;
  rows: { name: string; value: number }[];
}

/** Bars that lie, longest where there is most; each has its name and number beside it, to be read as a list. */
export function Rows({ label, rows }: Props) {
  const most = Math.max(1, ...rows.map(({ value }) => value));
  return (
    <ul class="bars" aria-label={label}>
      {rows.map(({ name, value }) => (
        <li key={name}>
          <span class="name">{name}</span>
          <span class="track" aria-hidden="true">
            <i style={{ inlineSize: `${(100 * value) / most}%` }} />
          </span>
          <b>{value.toLocaleString()}</b>
        </li>
      ))}
    </ul>
  );
}
