/** Whether the database refused to delete something because something else hangs on it. */
export function isForeignKey(error: unknown): boolean {
  for (let each: unknown = error; each instanceof Error; each = each.cause)
    if ('code' in each && each.code === '23503') return true;
  return false;
}
