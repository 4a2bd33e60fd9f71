/** Where a command says things to the person who started it. Lines end without a newline. */
export interface Terminal {
  /** What was asked for. */
  say(line: string): void;
  /** What goes on, and what went wrong. */
  tell(line: string): void;
}

/** Standard output and standard error of this process. */
export const processTerminal: Terminal = {
  say: (line) => void process.stdout.write(`${line}\n`),
  tell: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * Waits until what was said has gone out: a pipe takes 64 kB at a time, and what is still waiting
 * for who reads slowly is lost with the process. Who reads no more is not waited for.
 */
export async function finishSaying(): Promise<void> {
  const gone = [process.stdout, process.stderr].map(async (stream) => {
    const { promise, resolve } = Promise.withResolvers<unknown>();
    stream.write('', resolve);
    return promise;
  });
  await Promise.all(gone);
}
