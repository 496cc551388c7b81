// The agents' console, /agent: a page of our own, not a part of the widget.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { text } from "../kit/read";
import { call } from "./api";
import { Desk } from "./Desk";
import { SignIn } from "./SignIn";

function Console() {
  const [name, setName] = useState<string | null>(null);
  const [asked, setAsked] = useState(false);

  async function look() {
    const member = await call("GET", "/staff/session").catch(() => ({}));
    setName("name" in member ? text(member.name) : null);
    setAsked(true);
  }
  useEffect(() => void look(), []);

  if (!asked) return null;
  return name === null ? <SignIn done={look} /> : <Desk name={name} signedOut={() => setName(null)} />;
}

const root = document.getElementById("desk");
if (root) render(<Console />, root);
