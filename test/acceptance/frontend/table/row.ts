import { gunzipSync } from 'zlib';
import { Build } from '../build';
import { Answer, Request, ask } from '../client';

/** What one request has to be answered with. */
export interface Row {
  /** What it shows, in words. */
  readonly what: string;

  /** A `*` in its path stands for a hash. */
  readonly request: Request;

  /** Whether it is asked twice, the second time with the ETag of the first answer. @default false */
  readonly again?: boolean;

  readonly status: number;

  /** Headers that are looked at; each must stand there once, or not at all. @default - none */
  readonly headers?: { readonly [name: string]: string | RegExp | typeof ABSENT };

  /** Where the body must come from. @default - it is not looked at */
  readonly body?: Body;
}

/** Of a header: it is not there. */
export const ABSENT = Symbol('absent');

/** Looks at a body. */
export type Body = (answer: Answer, build: Build) => void;

/** The application's page. */
export const PAGE: Body = file('/index.html');

/** No body at all. */
export const EMPTY: Body = ({ body }) => expect(body).toHaveLength(0);

/** What a person sees while a service does not answer. */
export const UNAVAILABLE = (answer: Answer): void => {
  expect(answer.header('content-type')).toBe('text/html; charset=utf-8');
  expect(answer.text).toMatch(/^<!doctype html>.*<h1>Back in a moment<\/h1>/);
};

/** Exactly the bytes of a file of the image. */
export function file(path: string): Body {
  return ({ body }, build) => expect(body.equals(build.read(path))).toBe(true);
}

export function text(expected: string | RegExp): Body {
  return (answer) => expect(answer.text).toEqual(typeof expected === 'string' ? expected : expect.stringMatching(expected));
}

/** A service has answered, and has got this. */
export function echo(expected: { readonly [property: string]: unknown } = {}, service = 'backend'): Body {
  return (answer) => expect(answer.json).toMatchObject({ service, ...expected });
}

/** What a service answers, compressed on the way. */
export function compressed(inner: Body): Body {
  return (answer, build) => {
    expect(answer.header('content-encoding')).toBe('gzip');
    inner(new Answer(answer.status, answer.headers, gunzipSync(answer.body)), build);
  };
}

/** RFC 9457, as nginx says it. */
export function problem(status: number): (answer: Answer) => void {
  return (answer) => {
    expect(answer.header('content-type')).toBe('application/problem+json');
    expect(answer.json).toEqual({ status, detail: expect.stringMatching(/^[A-Z].+\.$/), request_id: expect.stringMatching(/^[0-9a-f]{32}$/) });
  };
}

/** Asks, and compares. */
export async function judge(row: Row, port: number, build: Build): Promise<Answer> {
  const request = { ...row.request, path: build.resolve(row.request.path) };
  let answer = await ask(port, request);
  if (row.again) {
    const tag = answer.header('etag');
    expect(tag).toBeDefined();
    answer = await ask(port, { ...request, headers: { ...request.headers, 'if-none-match': tag! } });
  }
  const headers = Object.keys(row.headers ?? {}).map((name) => [name, answer.all(name)]);
  expect({ status: answer.status, headers: Object.fromEntries(headers) }).toEqual({
    status: row.status,
    headers: Object.fromEntries(Object.entries(row.headers ?? {}).map(([name, value]) => [name, valuesOf(value)])),
  });
  row.body?.(answer, build);
  return answer;
}

function valuesOf(value: string | RegExp | typeof ABSENT): unknown[] {
  return value === ABSENT ? [] : [typeof value === 'string' ? value : expect.stringMatching(value)];
}
