// British English: only what differs from en.ts.
import * as en from "./en";

const mum = (text: string) => text.replace("mom", "mum");

export const main = { ...en.main, starters: mum(en.main.starters) };
export const said = { ...en.said, starters: mum(en.said.starters) };
export const extras = { ...en.extras, ideasRelationship: mum(en.extras.ideasRelationship) };
