// The merchants' page, /merchant: a page of our own, not a part of the widget.
import { render } from "preact";
import { useEffect, useState } from "preact/hooks";
import { call } from "../agent/api";
import { SignIn } from "../agent/SignIn";
import { text } from "../kit/read";
import { SECTIONS } from "./sections";
import { words } from "./words";

interface Who {
  name: string;
  role: string;
}

function chosenSection() {
  const id = location.hash.replace(/^#\//, "");
  return SECTIONS.find((section) => section.id === id) ?? SECTIONS[0];
}

function Console() {
  const [who, setWho] = useState<Who | null>(null);
  const [asked, setAsked] = useState(false);
  const [section, setSection] = useState(chosenSection);

  async function look() {
    const found = await call("GET", "/staff/session").catch(() => null);
    setWho(found && { name: text(found.name), role: text(found.role) });
    setAsked(true);
  }
  useEffect(() => {
    void look();
    const follow = () => setSection(chosenSection);
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  async function signOut() {
    await call("DELETE", "/staff/session").catch(() => null);
    setWho(null);
  }
  if (!asked) return null;
  if (!who) return <SignIn title={words.title} done={look} />;
  const Show = section?.show;
  return (
    <div class="merchant">
      <header class="bar">
        <h1>
          <span class="mark" aria-hidden="true" />
          {words.title}
        </h1>
        <nav class="sections" aria-label={words.sections}>
          {SECTIONS.map(({ id, label }) => (
            <a key={id} href={`#/${id}`} aria-current={id === section?.id ? "page" : undefined}>
              {label}
            </a>
          ))}
        </nav>
        <div class="row end">
          <span class="who">{who.name}</span>
          <button type="button" class="quiet" onClick={() => void signOut()}>
            {words.signOut}
          </button>
        </div>
      </header>
      <main class="page">
        {who.role === "merchant" ? Show && <Show key={section?.id} /> : <p role="alert">{words.wrongRole}</p>}
      </main>
    </div>
  );
}

const root = document.getElementById("merchant");
if (root) render(<Console />, root);
