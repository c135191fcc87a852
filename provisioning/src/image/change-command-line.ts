/**
 * The kernel's command line of a fresh image asks for the root partition to take the whole card, which would leave
 * no room for the data partition. Everything else stays.
 * @param text of cmdline.txt: one line
 */
export function changeCommandLine(text: string): string {
  const words = text.trim().split(/\s+/);
  return `${words.filter((word) => word !== 'resize').join(' ')}\n`;
}
