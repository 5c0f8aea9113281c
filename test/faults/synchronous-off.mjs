// Loaded into every thread of a process that shall not be safe from a power cut: SQLite then never syncs, and says that it
// does. The power-cut test has to notice.
import Database from 'better-sqlite3';

const pragma = Database.prototype.pragma;
Database.prototype.pragma = function (text, options) {
  const [, asked] = /^synchronous = (\w+)$/.exec(text) ?? [];
  if (asked !== undefined) {
    this.said = asked === 'NORMAL' ? 1 : 2;
    return pragma.call(this, 'synchronous = OFF', options);
  }
  if (text === 'synchronous') return this.said ?? 2;
  return pragma.call(this, text, options);
};
