/** What keeps the unit from working, each under a name of its own, so that whoever set a problem can clear it. */
export class Problems {
  /** Called when the list changed. */
  onChange: () => void = () => undefined;
  readonly #texts = new Map<string, string>();

  /** @param text in words an operator can act on, at most 300 characters. */
  set(name: string, text: string): void {
    const short = text.slice(0, 300);
    if (this.#texts.get(name) === short) return;
    this.#texts.set(name, short);
    this.onChange();
  }

  clear(name: string): void {
    if (this.#texts.delete(name)) this.onChange();
  }

  list(): string[] {
    return [...this.#texts.values()].slice(0, 20);
  }
}
