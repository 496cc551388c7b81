import { useState } from "preact/hooks";
import type { Alerts } from "../alerts";
import type { Member } from "../api";
import { words } from "../words";
import { Icon } from "./icons";

interface Props {
  sections: { id: string; label: string }[];
  chosen: string;
  badges: Record<string, number>;
  member: Member;
  connected: boolean;
  alerts: Alerts;
  sound: boolean;
  onSection: (id: string) => void;
  onSound: () => void;
  onHelp: () => void;
  onSignOut: () => void;
}

export function TopBar(props: Props) {
  const { sections, chosen, badges, member, connected, alerts, sound } = props;
  // Alerts and keys are about conversations.
  const agent = member.role === "agent";
  const [permission, setPermission] = useState(alerts.permission);
  return (
    <header class="bar">
      <h1>
        <span class="mark" aria-hidden="true" />
        <span class="name">{words.title}</span>
      </h1>
      {sections.length > 1 && (
        <nav class="sections" aria-label={words.sections}>
          {sections.map(({ id, label }) => (
            <button
              key={id}
              type="button"
              aria-current={id === chosen ? "page" : undefined}
              onClick={() => props.onSection(id)}
            >
              {label}
              {(badges[id] ?? 0) > 0 && <span class="badge">{badges[id]}</span>}
            </button>
          ))}
        </nav>
      )}
      <p class="connection" role="status">
        {!connected && words.disconnected}
      </p>
      <div class="row end">
        {agent && permission === "default" && (
          <button
            type="button"
            class="tool notify"
            onClick={() => void alerts.askToNotify().then(setPermission)}
          >
            <Icon name="bell" />
            <span>{words.notify}</span>
          </button>
        )}
        {agent && (
          <IconButton
            name={sound ? "sound" : "mute"}
            label={sound ? words.soundOff : words.soundOn}
            shortcut="m"
            onClick={props.onSound}
          />
        )}
        {agent && <IconButton name="help" label={words.help} shortcut="?" onClick={props.onHelp} />}
        <span class="who">{member.name}</span>
        <IconButton name="exit" label={words.signOut} onClick={props.onSignOut} />
      </div>
    </header>
  );
}

interface ButtonProps {
  name: Parameters<typeof Icon>[0]["name"];
  label: string;
  shortcut?: string;
  onClick: () => void;
}

function IconButton({ name, label, shortcut, onClick }: ButtonProps) {
  return (
    <button
      type="button"
      class="icon"
      aria-label={label}
      title={label}
      aria-keyshortcuts={shortcut}
      onClick={onClick}
    >
      <Icon name={name} />
    </button>
  );
}
