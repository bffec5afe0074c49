/** Units of the drawing: about as wide as one of two charts is shown; style gives its text another size where it is narrow. */
export const size = { width: 480, height: 212 } as const;
/** Where the lines are drawn; what is left around it is for the axes' texts. */
export const plot = { left: 66, right: 466, top: 24, bottom: 182 } as const;
