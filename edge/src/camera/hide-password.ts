/** @returns the address without the user and password that it may carry, fit for log lines. */
export function hidePassword(text: string): string {
  return text.replaceAll(/\/\/[^/@\s]+@/g, '//');
}
