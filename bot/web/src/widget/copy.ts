/** Copies `text`; false where the page does not allow it. Pages on plain http have only the old way. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const listen = (event: ClipboardEvent) => {
      event.clipboardData?.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    document.addEventListener("copy", listen, true);
    const copied = document.execCommand("copy");
    document.removeEventListener("copy", listen, true);
    return copied;
  }
}
