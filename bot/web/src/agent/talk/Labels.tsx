import { useEffect, useRef, useState } from "preact/hooks";
import { fill } from "../../kit/fill";
import { Icon } from "../shell/icons";
import { words } from "../words";

interface Props {
  id: string;
  labels: string[];
  known: string[];
  onChange: (labels: string[]) => void;
}

/** The labels of a conversation, and a way to add one. */
export function Labels({ id, labels, known, onChange }: Props) {
  const [adding, setAdding] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => {
    if (adding) field.current?.focus();
  }, [adding]);

  function add() {
    const label = field.current?.value.replace(/[,\n]/g, " ").trim();
    setAdding(false);
    if (label && !labels.some((other) => other.toLowerCase() === label.toLowerCase()))
      onChange([...labels, label]);
  }

  return (
    <ul class="labels" aria-label={words.labels}>
      {labels.map((label) => (
        <li class="pill" key={label}>
          {label}
          <button
            type="button"
            aria-label={fill(words.removeLabel, { name: label })}
            onClick={() => onChange(labels.filter((other) => other !== label))}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
      <li>
        {adding ? (
          <>
            <input
              ref={field}
              list={`labels-${id}`}
              maxLength={40}
              aria-label={words.newLabel}
              placeholder={words.newLabel}
              onBlur={() => setAdding(false)}
              onKeyDown={(event) => {
                if (event.key === "Enter") add();
                else if (event.key === "Escape") setAdding(false);
              }}
            />
            <datalist id={`labels-${id}`}>
              {known
                .filter((label) => !labels.includes(label))
                .map((label) => (
                  <option key={label} value={label} />
                ))}
            </datalist>
          </>
        ) : (
          <button type="button" class="tool" id={`label-${id}`} onClick={() => setAdding(true)}>
            <Icon name="tag" />
            {words.addLabel}
          </button>
        )}
      </li>
    </ul>
  );
}
