import fs from 'node:fs';

/**
 * Kills a process with all that it started: its group, and where the system has a /proc also what
 * left the group, such as a server that was started to outlive it. Does nothing when it is gone;
 * of a process that has ended only its group can still be found.
 *
 * @param pid leader of a process group
 */
export function endWithDescendants(pid: number): void {
  const descendants = descendantsOf(pid);
  kill(-pid);
  for (const descendant of descendants) kill(descendant);
}

function descendantsOf(ancestor: number): number[] {
  if (!fs.existsSync('/proc/self/stat')) return [];
  const pids = fs.readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  const children = Map.groupBy(pids.map(Number), readParent);
  const found = [ancestor];
  // Grows while it is walked: the children of children come after them.
  for (const pid of found) found.push(...(children.get(pid) ?? []));
  return found.slice(1);
}

/** Source: proc_pid_stat(5); the second field is a name that may hold anything, in brackets. */
function readParent(pid: number): number {
  try {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch {
    // It ended meanwhile, so it is nobody's child.
    return 0;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch (error) {
    // Gone already; or run under another account, which then has its own way to end.
    const { code } = error as NodeJS.ErrnoException;
    if (code !== 'ESRCH' && code !== 'EPERM') throw error;
  }
}
