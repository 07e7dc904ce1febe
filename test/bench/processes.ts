// What Linux tells of processes: nothing of it is there on other systems.

import { readdir, readFile } from 'node:fs/promises'

/** Clock ticks a second in which Linux counts (`getconf CLK_TCK`). */
const TICKS = 100

/** The processes of workerd that this process has started; none where the system does not tell. */
export async function workerds(): Promise<number[]> {
  const names = await readdir('/proc').catch((): string[] => [])
  const pids = names.map(Number).filter((pid) => Number.isInteger(pid))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const { name, parent } = await statOf(pid)
      return name === 'workerd' && parent === process.pid ? [pid] : []
    }),
  )
  return found.flat()
}

/** Seconds of processor time that a process has used. */
export async function processorSeconds(pid: number): Promise<number> {
  const { ticks } = await statOf(pid)
  return ticks / TICKS
}

/** Bytes of memory that a process has in use. */
export async function residentBytes(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8')
  return Number(/^VmRSS:\s+(\d+) kB$/m.exec(status)?.[1]) * 1024
}

// proc_pid_stat(5): the name stands in brackets, and what comes after them has no spaces in it.
async function statOf(pid: number): Promise<{ name: string; parent: number; ticks: number }> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  const end = text.lastIndexOf(')')
  const fields = text.slice(end + 2).split(' ')
  return {
    name: text.slice(text.indexOf('(') + 1, end),
    parent: Number(fields[1]),
    ticks: Number(fields[11]) + Number(fields[12]),
  }
}
