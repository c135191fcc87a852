/** What `main` knows from the environment, so that no secret has to stand in a command line. */
export interface Environment {
  readonly hub?: string | undefined;
  readonly user?: string | undefined;
  readonly fingerprint?: string | undefined;
  readonly ca?: string | undefined;
  readonly password?: string | undefined;
  readonly wifiPassword?: string | undefined;
}

/** Everything that a command touches besides hub and files; tests pass their own. */
export interface Surroundings {
  readonly environment: Environment;
  readonly now: () => Date;
  /** Whether the help may be coloured. */
  readonly colours: boolean;
  /** A result, to standard output. */
  print(text: string): void;
  /** What goes on meanwhile, to standard error. */
  tell(text: string): void;
  /** Asks without showing what is typed. @throws HadirError `usage` where nobody can be asked. */
  askSecret(question: string, instead: string): Promise<string>;
  /** @returns whether the answer was yes. @throws HadirError `usage` where nobody can be asked. */
  confirm(question: string): Promise<boolean>;
}
