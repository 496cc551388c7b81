/** The server answered, with an error. */
export class ApiError extends Error {
  constructor(readonly status: number) {
    super(`HTTP ${status}`);
  }
}

/** The conversation is not there any more, or its token is not good any more: a new one must be made. */
export class GoneError extends ApiError {}
