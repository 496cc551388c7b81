/** The language that the widget speaks, as Intl takes it. One object for the widget and its lazy parts: see widget/lazy.ts. */
export const locale = { tag: "en" };

const RTL = /^(ar|fa|he|ur|yi|ps|sd|ug|dv)\b/;

export function isRtl(tag: string = locale.tag): boolean {
  return RTL.test(tag);
}
