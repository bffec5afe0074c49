/** Marks a text as a style sheet, so that the formatter and editors know it. */
export const css = String.raw;
