// The agents' console, /agent: a page of our own, not a part of the widget.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { number, text } from "../kit/read";
import { call, type Member } from "./api";
import { Desk } from "./Desk";
import { SignIn } from "./SignIn";

function Console() {
  const [member, setMember] = useState<Member | null>(null);
  const [asked, setAsked] = useState(false);

  async function look() {
    const found = await call("GET", "/staff/session").catch(() => null);
    setMember(
      found && {
        id: number(found.id) ?? 0,
        name: text(found.name),
        email: text(found.email),
        role: found.role === "merchant" ? "merchant" : "agent",
      },
    );
    setAsked(true);
  }
  useEffect(() => void look(), []);

  if (!asked) return null;
  return member ? <Desk member={member} signedOut={() => setMember(null)} /> : <SignIn done={look} />;
}

const root = document.getElementById("desk");
if (root) render(<Console />, root);
