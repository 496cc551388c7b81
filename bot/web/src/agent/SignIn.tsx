import { useState } from "preact/hooks";
import { CallError, call } from "./api";
import { words } from "./words";

export function SignIn({ done, title = words.title }: { done: () => void; title?: string }) {
  const [error, setError] = useState("");
  const [busy, setBusy] = useState(false);

  async function submit(event: Event) {
    event.preventDefault();
    const form = new FormData(event.currentTarget as HTMLFormElement);
    setBusy(true);
    setError("");
    try {
      await call("POST", "/staff/session", { email: form.get("email"), password: form.get("password") });
      done();
    } catch (problem) {
      const status = problem instanceof CallError ? problem.status : 0;
      setError(status === 401 ? words.wrong : status === 429 ? words.tooMany : words.problem);
    } finally {
      setBusy(false);
    }
  }

  return (
    <main class="sign-in">
      <form onSubmit={submit}>
        <h1>{title}</h1>
        <label>
          {words.email}
          <input name="email" type="email" autocomplete="username" required />
        </label>
        <label>
          {words.password}
          <input name="password" type="password" autocomplete="current-password" required />
        </label>
        <p class="error" role="alert">
          {error}
        </p>
        <button type="submit" class="primary" disabled={busy}>
          {words.signIn}
        </button>
      </form>
    </main>
  );
}
