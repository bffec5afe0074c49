import type { Html } from '../html.tsx';

/** Strokes in a square of 6 by 6: what tells areas apart beside their colour. The first one has none. */
const strokes = ['', 'M0 6 6 0', 'M0 3h6', 'M0 0 6 6', 'M3 0v6'];

interface HatchProps {
  /** Unique on the page. */
  readonly id: string;
  /** Of the area in the stack, counted from 0. */
  readonly place: number;
}

/** The pattern of an area; drawn in the colour of what it is in. */
export function Hatch({ id, place }: HatchProps): Html {
  return (
    <pattern id={id} width="6" height="6" patternUnits="userSpaceOnUse">
      <path class="hatch" d={strokesAt(place)} fill="none" />
    </pattern>
  );
}

export function strokesAt(place: number): string {
  return strokes[place % strokes.length] ?? '';
}
