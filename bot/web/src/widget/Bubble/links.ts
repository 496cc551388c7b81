/** A text cut at its http(s) addresses, which stand at the odd places. A full stop or bracket after one is not part of it. */
export function linkParts(text: string): string[] {
  return text.split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)\]'’])/);
}
