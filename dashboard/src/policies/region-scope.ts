/** The scope of a region's own days off, as imports of holidays name it too. */
export const REGION_SCOPE = 'daerah';
