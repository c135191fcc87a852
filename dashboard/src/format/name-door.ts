/**
 * Doors are often called "Pintu Utama" already.
 * @param inWords puts the word for a door before a name
 * @returns the door's name with exactly one word for "door" in front
 */
export function nameDoor(name: string, inWords: (name: string) => string): string {
  return /^(pintu|door|gerbang|lobi)\b/i.test(name) ? name : inWords(name);
}
