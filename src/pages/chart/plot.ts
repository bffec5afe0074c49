/** Units of the drawing: about as wide as it is shown, on a phone and as one of three, so that text keeps its size. */
export const size = { width: 380, height: 210 } as const;
/** Where the lines are drawn; what is left around it is for the axes' texts. */
export const plot = { left: 56, right: 362, top: 22, bottom: 172 } as const;
