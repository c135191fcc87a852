/** More faces of one person cost every door time and memory, and recognise nobody better. */
export const ENOUGH_FACES = 20;
