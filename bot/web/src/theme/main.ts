import type { Season } from "../widget/season";

/** The seasons' looks by the names that the settings use; drawn on a grid of 24. Accents are corrected to 4.5:1 like any other. */
export const seasons: Record<string, Season> = {
  christmas: {
    accent: "#a3262d",
    art: [
      ["M12 3 8 8h2l-3.5 4.5H9L5 18h14l-4-5.5h2.5L14 8h2z", "soft"],
      ["M12 18v3m-3 0h6", "line"],
      ["M12 1.2l.6 1.3 1.4.2-1 1 .2 1.4-1.2-.7-1.2.7.2-1.4-1-1 1.4-.2z", "fill"],
    ],
  },
  hanukkah: {
    accent: "#1f55a8",
    art: [
      ["M4 9c0 5 3 7 8 7s8-2 8-7M8 9c0 2.5 1 4 4 4s4-1.5 4-4M12 9v11m-4 0h8", "line"],
      [
        "M4 6.5c-1-1.3-.4-2.3 0-3 .4.7 1 1.7 0 3zm4 0c-1-1.3-.4-2.3 0-3 .4.7 1 1.7 0 3zm4-1c-1-1.3-.4-2.3 0-3 .4.7 1 1.7 0 3zm4 1c-1-1.3-.4-2.3 0-3 .4.7 1 1.7 0 3zm4 0c-1-1.3-.4-2.3 0-3 .4.7 1 1.7 0 3z",
        "fill",
      ],
    ],
  },
  diwali: {
    accent: "#a8480c",
    art: [
      ["M3 13h18c0 4-4 7-9 7s-9-3-9-7z", "soft"],
      ["M12 13c-3-3-1.5-6 0-9 1.5 3 3 6 0 9z", "fill"],
      ["M5 8V6m14 2V6M8 5V3.5M16 5V3.5", "line"],
    ],
  },
  eid: {
    accent: "#0b6b5d",
    art: [
      ["M15 4a8.5 8.5 0 1 0 5 12.5A7.5 7.5 0 0 1 15 4z", "soft"],
      ["m19 5 .8 1.9 2 .2-1.5 1.3.4 2-1.7-1-1.7 1 .4-2L16.2 7.1l2-.2z", "fill"],
    ],
  },
  lunar_new_year: {
    accent: "#b8201f",
    art: [
      ["M6 7h12c3 3 3 6 0 9H6c-3-3-3-6 0-9z", "soft"],
      ["M9.5 7c-1.5 3-1.5 6 0 9m5-9c1.5 3 1.5 6 0 9M12 2v2.5M12 18.5V22", "line"],
      ["M9 4.5h6V7H9zM9 16h6v2.5H9z", "fill"],
    ],
  },
  valentines: {
    accent: "#b8215a",
    art: [
      ["M10 20S3 15.5 3 10.5A4 4 0 0 1 10 8a4 4 0 0 1 7 2.5C17 15.5 10 20 10 20z", "soft"],
      ["M18.5 9.5S15.5 7.5 15.5 5.3a1.7 1.7 0 0 1 3-1.1 1.7 1.7 0 0 1 3 1.1c0 2.2-3 4.2-3 4.2z", "fill"],
    ],
  },
  mothers_day: {
    accent: "#9c2f6d",
    art: [
      ["M8.5 4 12 7l3.5-3 .5 6a4 4 0 0 1-8 0z", "soft"],
      ["M12 14v8m0-3c-4 0-5-2-5-4 3 0 5 1 5 4zm0 0c4 0 5-2 5-4-3 0-5 1-5 4z", "line"],
    ],
  },
  fathers_day: {
    accent: "#275a86",
    art: [
      ["M4 8h12v8a4 4 0 0 1-4 4H8a4 4 0 0 1-4-4z", "soft"],
      ["M16 10h2a2.5 2.5 0 0 1 0 6h-2M8 5c-1-1 1-1.5 0-3m4 3c-1-1 1-1.5 0-3", "line"],
    ],
  },
  easter: {
    accent: "#4f7017",
    art: [
      ["M12 3c4 0 7 6 7 10.5a7 7 0 0 1-14 0C5 9 8 3 12 3z", "soft"],
      ["m5.5 11 2.2 2 2.2-2 2.2 2 2.2-2 2.2 2 2.2-2M6 17h12", "line"],
    ],
  },
  halloween: {
    accent: "#a84a00",
    art: [
      ["M12 7c6-2 9 1 9 6s-3 8-9 7c-6 1-9-2-9-7s3-8 9-6z", "soft"],
      ["M12 7c0-2 .5-3 2.5-4M8 17c2.5 1.5 5.5 1.5 8 0", "line"],
      ["m7 13 1.5-2.5L10 13zm7 0 1.5-2.5L17 13z", "fill"],
    ],
  },
};
