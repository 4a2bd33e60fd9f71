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
