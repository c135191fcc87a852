/** No answer from the hub, or one that is not the hub's own (a proxy's error page). */
export class HubUnreachable extends Error {
  readonly code = 'hub-unreachable';

  constructor(cause: unknown) {
    super('The hub did not answer.', { cause });
    this.name = 'HubUnreachable';
  }
}
