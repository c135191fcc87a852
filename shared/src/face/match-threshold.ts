/** Never below this, however small the roster: the frames of one person in good light rarely fell below 0.6. */
const LOWEST_THRESHOLD = 0.45;

/**
 * How alike the faces of different people are to the project's embedder. Measured over 4,430 pairs of pictures of 26
 * people (stills, portraits, webcam clips): cosines near a normal distribution, none above 0.32. A calibration on a
 * larger set replaces these two numbers.
 */
const IMPOSTOR_MEAN = 0.006;
const IMPOSTOR_DEVIATION = 0.096;

/** The chance that the face of a stranger passes for anyone in the roster. */
const STRANGER_PASSES = 1e-3;

/** How much the best employee must lead the second best; look-alikes closer than this are not told apart by one frame. */
export const MATCH_MARGIN = 0.05;

/**
 * The cosine from which a face counts as an employee's in a 1:N match. A stranger has as many chances to pass as there
 * are people in the roster, so a larger roster asks for more: 0.45 up to some 500 people, 0.49 for 5,000.
 */
export function matchThreshold(rosterSize: number): number {
  const perEmployee = STRANGER_PASSES / Math.max(1, rosterSize);
  return Math.max(LOWEST_THRESHOLD, IMPOSTOR_MEAN + IMPOSTOR_DEVIATION * upperQuantile(perEmployee));
}

/** How many deviations a normal value exceeds with this probability. Source: Abramowitz and Stegun, 26.2.23. */
function upperQuantile(probability: number): number {
  const t = Math.sqrt(-2 * Math.log(probability));
  const above = 2.515517 + 0.802853 * t + 0.010328 * t * t;
  const below = 1 + 1.432788 * t + 0.189269 * t * t + 0.001308 * t ** 3;
  return t - above / below;
}
