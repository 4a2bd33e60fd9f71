import { Presets, SingleBar } from 'cli-progress';
import { countOf } from '../../config/count-of.ts';

/** How far something is. */
export interface Progress {
  update(done: number, total: number): void;
  stop(): void;
}

/** Where there is no terminal, a line each so many percent. */
const STEP_PERCENT = 10;

/**
 * Shows how far something is: a bar where a person looks, lines where they end in a file.
 *
 * @param tell where a line goes
 */
export function showProgress(stream: NodeJS.WriteStream, tell: (line: string) => void): Progress {
  return stream.isTTY ? showBar(stream) : showLines(tell);
}

function showBar(stream: NodeJS.WriteStream): Progress {
  const format = '{bar} {percentage}% | {value} of {total} rows | {eta_formatted} to go';
  const bar = new SingleBar({ stream, format, hideCursor: true }, Presets.shades_classic);
  let isStarted = false;
  return {
    update(done, total) {
      if (total === 0) return;
      if (!isStarted) bar.start(total, done);
      isStarted = true;
      bar.update(done);
    },
    stop: () => bar.stop(),
  };
}

function showLines(tell: (line: string) => void): Progress {
  let toldPercent = 0;
  return {
    update(done, total) {
      if (total === 0) return;
      const percent = Math.floor((done / total) * 100);
      const isLast = done === total && toldPercent < 100;
      if (percent < toldPercent + STEP_PERCENT && !isLast) return;
      toldPercent = percent;
      tell(`${done} of ${countOf(total, 'row')} (${percent} %)`);
    },
    stop: () => {},
  };
}
