/**
 * A NIP in the groups in which it is printed, which the sign-in takes as well: 19900101 202001 2 001. Spreadsheets
 * would take eighteen digits for a number and round it.
 */
export function spellUsername(username: string): string {
  return username.replace(/^(\d{8})(\d{6})(\d)(\d{3})$/, '$1 $2 $3 $4');
}
