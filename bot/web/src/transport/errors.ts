/** The server answered, with an error. `retryAfter` is seconds, where it said so. */
export class ApiError extends Error {
  constructor(
    readonly status: number,
    readonly retryAfter: number | null = null,
  ) {
    super(`HTTP ${status}`);
  }
}

/** The conversation is not there any more, or its token is not good any more: a new one must be made. */
export class GoneError extends ApiError {}
