// Cuts a program off from every network but its own loopback, in a namespace of its own (Linux): whatever it asks for
// there can't be had, and whatever works there works offline.
import { run } from './command.mjs';

const loopbackUp = `socket(my $s, 2, 2, 0) or die $!; my $r = pack("a16s", "lo", 1 | 64); ioctl($s, 0x8914, $r) or die $!; exec @ARGV or die $!`;

/** What brings loopback up and then becomes the program: perl is part of every Debian, unlike ip. */
const prefix = () => [
  'unshare',
  '--net',
  ...(process.getuid?.() === 0 ? [] : ['--map-current-user', '--keep-caps']),
  'perl',
  '-e',
  loopbackUp,
  '--',
];

/**
 * The words to put before a command; none where this system can't cut anything off.
 *
 * @returns {Promise<string[]>}
 */
export async function offlinePrefix() {
  if (process.platform !== 'linux') return [];
  const [command, ...args] = [...prefix(), 'true'];
  const { code } = await run(command, args);
  return code === 0 ? prefix() : [];
}
