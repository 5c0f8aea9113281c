// A disk that remembers and fails, for the fault tests: loaded before libc (LD_PRELOAD), it writes down in order every
// change that a process makes below one folder, and lets one of them fail or be the process's last.
//
//   MEDIARY_DISK_ROOT     the folder that is watched (its logs/ and window/ are not)
//   MEDIARY_DISK_LOG      the file that takes the record; without it nothing is recorded
//   MEDIARY_DISK_FIRST    a command that holds from the beginning
//   MEDIARY_DISK_CONTROL  a file whose writes are commands, one each:
//     ack TEXT               is recorded as it comes: what the process promised until here
//     fail ERRNO N once|on   the Nth change from now fails with this error (on: and every one after it)
//     kill N                 the Nth change from now is cut in its middle, and the process with it
//     unreadable             nothing can be read from now on, by an error of the disk
//     off                    no more of that
//     report                 writes "CHANGES FAILED" since the last command into the file itself
//
// A record: op, 3 bytes of nothing, length (u32), inode (u64), number (u64), then `length` bytes. See disk-log.ts.
#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pthread.h>
#include <signal.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

#define MOST 8192
enum { UNWATCHED, WATCHED, FOLDER, CONTROL };

static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static char root[PATH_MAX], control_path[PATH_MAX];
static size_t root_length;
static int log_fd = -1;
static char kind_of[MOST];
static char path_of[MOST][512];

static long changes, failed, fail_at, kill_at;
static int fail_errno, fail_on, unreadable;

#define REAL(name) \
  static __typeof__(name) *real_##name; \
  if (!real_##name) real_##name = (__typeof__(name) *)dlsym(RTLD_NEXT, #name)

// Past everything below, which others (libuv among them) reach through it.
static long (*real_syscall(void))(long, ...) {
  static long (*found)(long, ...);
  if (!found) found = (long (*)(long, ...))dlsym(RTLD_NEXT, "syscall");
  return found;
}
#define syscall(...) real_syscall()(__VA_ARGS__)

static void obey(int fd, const char *text, size_t length);

static ssize_t raw_write(int fd, const void *data, size_t length) { return syscall(SYS_write, fd, data, length); }

__attribute__((constructor)) static void begin(void) {
  const char *folder = getenv("MEDIARY_DISK_ROOT"), *file = getenv("MEDIARY_DISK_LOG"), *control = getenv("MEDIARY_DISK_CONTROL"), *first = getenv("MEDIARY_DISK_FIRST");
  if (folder) root_length = strlen(strncpy(root, folder, sizeof root - 1));
  if (control) strncpy(control_path, control, sizeof control_path - 1);
  if (first) obey(-1, first, strlen(first));
  if (!file) return;
  int fd = (int)syscall(SYS_openat, AT_FDCWD, file, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  log_fd = fcntl(fd, F_DUPFD_CLOEXEC, 900);
  syscall(SYS_close, fd);
}

static int is_watched(const char *path) {
  if (!root_length || !path || strncmp(path, root, root_length) != 0) return 0;
  const char *rest = path + root_length;
  if (*rest != '/' && *rest != 0) return 0;
  return strncmp(rest, "/logs", 5) != 0 && strncmp(rest, "/window", 7) != 0 && !strstr(rest, "-shm");
}

static int kind(int fd) { return fd >= 0 && fd < MOST ? kind_of[fd] : UNWATCHED; }

static void put(char op, uint64_t inode, uint64_t number, const void *data, size_t length) {
  if (log_fd < 0) return;
  char head[24] = {op};
  uint32_t size = (uint32_t)length;
  memcpy(head + 4, &size, 4);
  memcpy(head + 8, &inode, 8);
  memcpy(head + 16, &number, 8);
  struct iovec parts[2] = {{head, sizeof head}, {(void *)data, length}};
  if (syscall(SYS_writev, log_fd, parts, length ? 2 : 1) < 0) abort();
}

static uint64_t inode_of(int fd) {
  struct stat there;
  return fstat(fd, &there) == 0 ? there.st_ino : 0;
}

// Whether this change is the one that fails (its error), or the last (half of it is done by then). A full disk takes
// nothing new; what only brings things to the disk or takes them away goes on.
static int trouble(int takes_room) {
  if (fail_errno == ENOSPC && !takes_room && !kill_at) return 0;
  changes++;
  if (fail_at && (changes == fail_at || (fail_on && changes > fail_at))) {
    failed++;
    return fail_errno;
  }
  return kill_at && changes == kill_at ? -1 : 0;
}

static void obey(int fd, const char *text, size_t length) {
  char command[4096] = {0}, name[16] = {0}, often[8] = {0};
  long number = 0;
  memcpy(command, text, length < sizeof command - 1 ? length : sizeof command - 1);
  if (strncmp(command, "ack ", 4) == 0) {
    put('a', 0, 0, command + 4, strlen(command) - 4);
    return;
  }
  if (strncmp(command, "report", 6) == 0) {
    char said[64];
    int size = snprintf(said, sizeof said, "%ld %ld\n", changes, failed);
    syscall(SYS_ftruncate, fd, 0);
    syscall(SYS_pwrite64, fd, said, size, 0);
    return;
  }
  changes = failed = fail_at = kill_at = 0;
  fail_errno = fail_on = 0;
  unreadable = strncmp(command, "unreadable", 10) == 0;
  if (sscanf(command, "fail %15s %ld %7s", name, &number, often) == 3) {
    fail_errno = strcmp(name, "ENOSPC") == 0 ? ENOSPC : strcmp(name, "EROFS") == 0 ? EROFS : EIO;
    fail_at = number;
    fail_on = strcmp(often, "on") == 0;
  } else if (sscanf(command, "kill %ld", &number) == 1) kill_at = number;
}

static int opened(int folder, const char *path, int flags, mode_t mode) {
  int watched = is_watched(path), is_control = control_path[0] && path && strcmp(path, control_path) == 0;
  if (!watched && !is_control) return (int)syscall(SYS_openat, folder, path, flags, mode);
  pthread_mutex_lock(&lock);
  struct stat before;
  int was_there = syscall(SYS_newfstatat, AT_FDCWD, path, &before, 0) == 0;
  int writes = (flags & O_ACCMODE) != O_RDONLY, creates = !was_there && (flags & O_CREAT), empties = was_there && writes && (flags & O_TRUNC);
  int problem = !is_control && (creates || empties) ? trouble(creates) : 0;
  int fd = problem > 0 ? -1 : (int)syscall(SYS_openat, folder, path, flags, mode);
  int error = problem > 0 ? problem : errno;
  if (problem < 0) kill(getpid(), SIGKILL);
  if (fd >= 0 && fd < MOST) {
    struct stat there;
    int is_folder = fstat(fd, &there) == 0 && S_ISDIR(there.st_mode);
    kind_of[fd] = is_control ? CONTROL : is_folder ? FOLDER : WATCHED;
    strncpy(path_of[fd], path, sizeof path_of[fd] - 1);
    if (!is_control && !is_folder && (creates || writes)) put(creates ? 'c' : 'o', there.st_ino, 0, path, strlen(path));
    if (!is_control && empties) put('t', there.st_ino, 0, 0, 0);
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return fd;
}

static mode_t mode_from(int flags, va_list list) { return flags & O_CREAT ? (mode_t)va_arg(list, int) : 0; }
#define OPEN(name) \
  int name(const char *path, int flags, ...) { \
    va_list list; va_start(list, flags); mode_t mode = mode_from(flags, list); va_end(list); \
    return opened(AT_FDCWD, path, flags, mode); \
  }
#define OPENAT(name) \
  int name(int folder, const char *path, int flags, ...) { \
    va_list list; va_start(list, flags); mode_t mode = mode_from(flags, list); va_end(list); \
    return opened(folder, path, flags, mode); \
  }
OPEN(open) OPEN(open64) OPENAT(openat) OPENAT(openat64)

// A number that comes again, for a pipe or another file, means something else then.
static void forget(int fd) {
  if (fd >= 0 && fd < MOST) kind_of[fd] = UNWATCHED;
}

int close(int fd) {
  forget(fd);
  return (int)syscall(SYS_close, fd);
}

// Where it fails or is the last, the first half gets through.
static ssize_t written(int fd, const void *data, size_t length, off_t offset) {
  if (kind(fd) == CONTROL) {
    pthread_mutex_lock(&lock);
    obey(fd, data, length);
    pthread_mutex_unlock(&lock);
    return (ssize_t)length;
  }
  if (kind(fd) != WATCHED) return offset < 0 ? raw_write(fd, data, length) : (ssize_t)syscall(SYS_pwrite64, fd, data, length, offset);
  pthread_mutex_lock(&lock);
  if (offset < 0) {
    struct stat there;
    offset = fcntl(fd, F_GETFL) & O_APPEND && fstat(fd, &there) == 0 ? there.st_size : lseek(fd, 0, SEEK_CUR);
    if (syscall(SYS_lseek, fd, offset + (off_t)length, SEEK_SET) < 0) {
      pthread_mutex_unlock(&lock);
      return -1;
    }
  }
  int problem = trouble(1);
  size_t taken = problem ? length / 2 : length;
  ssize_t done = fcntl(fd, F_GETFL) & O_APPEND ? raw_write(fd, data, taken) : (ssize_t)syscall(SYS_pwrite64, fd, data, taken, offset);
  int error = errno;
  if (problem < 0) kill(getpid(), SIGKILL);
  if (done > 0) put('w', inode_of(fd), (uint64_t)offset, data, (size_t)done);
  pthread_mutex_unlock(&lock);
  errno = problem > 0 ? problem : error;
  return problem > 0 ? -1 : done;
}

ssize_t write(int fd, const void *data, size_t length) { return written(fd, data, length, -1); }
ssize_t pwrite(int fd, const void *data, size_t length, off_t offset) { return written(fd, data, length, offset); }
ssize_t pwrite64(int fd, const void *data, size_t length, off64_t offset) { return written(fd, data, length, offset); }

static ssize_t gathered(int fd, const struct iovec *parts, int count, off_t offset) {
  ssize_t total = 0;
  for (int at = 0; at < count; at++) {
    ssize_t done = written(fd, parts[at].iov_base, parts[at].iov_len, offset < 0 ? offset : offset + total);
    if (done < 0) return total ? total : -1;
    total += done;
  }
  return total;
}
ssize_t writev(int fd, const struct iovec *parts, int count) {
  return kind(fd) == UNWATCHED ? (ssize_t)syscall(SYS_writev, fd, parts, count) : gathered(fd, parts, count, -1);
}
ssize_t pwritev(int fd, const struct iovec *parts, int count, off_t offset) {
  REAL(pwritev);
  return kind(fd) == UNWATCHED ? real_pwritev(fd, parts, count, offset) : gathered(fd, parts, count, offset);
}
ssize_t pwritev64(int fd, const struct iovec *parts, int count, off64_t offset) { return pwritev(fd, parts, count, offset); }

static int is_bad(int fd) {
  if (!unreadable || kind(fd) != WATCHED) return 0;
  errno = EIO;
  return 1;
}
ssize_t read(int fd, void *data, size_t length) { return is_bad(fd) ? -1 : (ssize_t)syscall(SYS_read, fd, data, length); }
ssize_t pread(int fd, void *data, size_t length, off_t offset) { return is_bad(fd) ? -1 : (ssize_t)syscall(SYS_pread64, fd, data, length, offset); }
ssize_t pread64(int fd, void *data, size_t length, off64_t offset) { return pread(fd, data, length, offset); }

static int cut(int fd, off_t length) {
  if (kind(fd) != WATCHED) return (int)syscall(SYS_ftruncate, fd, length);
  pthread_mutex_lock(&lock);
  int problem = trouble(0), done = -1;
  if (problem < 0) kill(getpid(), SIGKILL);
  if (!problem) done = (int)syscall(SYS_ftruncate, fd, length);
  int error = problem ? problem : errno;
  if (done == 0) put('t', inode_of(fd), (uint64_t)length, 0, 0);
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
int ftruncate(int fd, off_t length) { return cut(fd, length); }
int ftruncate64(int fd, off64_t length) { return cut(fd, length); }

static int synced(int fd, long call) {
  int what = kind(fd);
  if (what != WATCHED && what != FOLDER) return (int)syscall(call, fd);
  pthread_mutex_lock(&lock);
  int problem = trouble(0);
  if (problem < 0) kill(getpid(), SIGKILL);
  // Nothing has to wait for a real disk: what a cut leaves is worked out from the record.
  if (!problem && what == FOLDER) put('d', 0, 0, path_of[fd], strlen(path_of[fd]));
  else if (!problem) put('s', inode_of(fd), 0, 0, 0);
  pthread_mutex_unlock(&lock);
  errno = problem;
  return problem ? -1 : 0;
}
int fsync(int fd) { return synced(fd, SYS_fsync); }
int fdatasync(int fd) { return synced(fd, SYS_fdatasync); }

// A change of names: `from` alone, or `from` NUL `to`.
static int renamed(char op, const char *from, const char *to, int takes_room, int (*act)(const char *, const char *, int), int flags) {
  if (!is_watched(from) && !(to && is_watched(to))) return act(from, to, flags);
  pthread_mutex_lock(&lock);
  int problem = trouble(takes_room), done = -1;
  if (problem < 0) kill(getpid(), SIGKILL);
  if (!problem) done = act(from, to, flags);
  int error = problem ? problem : errno;
  if (done == 0) {
    char names[2 * PATH_MAX];
    int size = snprintf(names, sizeof names, "%s%c%s", from, 0, to ? to : "");
    put(op, 0, 0, names, to ? (size_t)size : strlen(from));
  }
  pthread_mutex_unlock(&lock);
  errno = error;
  return done;
}
static int act_rename(const char *from, const char *to, int flags) { (void)flags; return (int)syscall(SYS_renameat2, AT_FDCWD, from, AT_FDCWD, to, 0); }
static int act_unlink(const char *path, const char *none, int flags) { (void)none; return (int)syscall(SYS_unlinkat, AT_FDCWD, path, flags); }
static int act_mkdir(const char *path, const char *none, int mode) { (void)none; return (int)syscall(SYS_mkdirat, AT_FDCWD, path, mode); }

int rename(const char *from, const char *to) { return renamed('r', from, to, 1, act_rename, 0); }
int unlink(const char *path) { return renamed('u', path, 0, 0, act_unlink, 0); }
int rmdir(const char *path) { return renamed('x', path, 0, 0, act_unlink, AT_REMOVEDIR); }
int remove(const char *path) {
  struct stat there;
  return lstat(path, &there) == 0 && S_ISDIR(there.st_mode) ? rmdir(path) : unlink(path);
}
int mkdir(const char *path, mode_t mode) { return renamed('m', path, 0, 1, act_mkdir, (int)mode); }

int unlinkat(int folder, const char *path, int flags) {
  if (folder == AT_FDCWD) return flags & AT_REMOVEDIR ? rmdir(path) : unlink(path);
  char link[64], whole[PATH_MAX];
  snprintf(link, sizeof link, "/proc/self/fd/%d", folder);
  ssize_t length = readlink(link, whole, sizeof whole - 1);
  if (length < 0) return -1;
  snprintf(whole + length, sizeof whole - (size_t)length, "/%s", path);
  if (!is_watched(whole)) return (int)syscall(SYS_unlinkat, folder, path, flags);
  return flags & AT_REMOVEDIR ? rmdir(whole) : unlink(whole);
}

// The quick ways of copying don't go through write: where they are refused, the caller takes the slow one.
ssize_t sendfile(int to, int from, off_t *offset, size_t count) {
  if (kind(to) == UNWATCHED) return (ssize_t)syscall(SYS_sendfile, to, from, offset, count);
  errno = EINVAL;
  return -1;
}
ssize_t sendfile64(int to, int from, off64_t *offset, size_t count) { return sendfile(to, from, offset, count); }
ssize_t copy_file_range(int from, off64_t *at, int to, off64_t *there, size_t length, unsigned flags) {
  if (kind(to) == UNWATCHED) return (ssize_t)syscall(SYS_copy_file_range, from, at, to, there, length, flags);
  errno = ENOSYS;
  return -1;
}
#undef syscall
long syscall(long number, ...) {
  va_list list;
  va_start(list, number);
  long given[6];
  for (int at = 0; at < 6; at++) given[at] = va_arg(list, long);
  va_end(list);
  // libuv closes files by this, past close: without it its pipes would fail as if they were files, and it would abort.
  if (number == SYS_close) forget((int)given[0]);
  if (number == SYS_copy_file_range && kind((int)given[2]) != UNWATCHED) {
    errno = ENOSYS;
    return -1;
  }
  return real_syscall()(number, given[0], given[1], given[2], given[3], given[4], given[5]);
}
int ioctl(int fd, unsigned long request, ...) {
  va_list list;
  va_start(list, request);
  void *given = va_arg(list, void *);
  va_end(list);
  if (request == 0x40049409 /* FICLONE */ && kind(fd) == WATCHED) {
    errno = EOPNOTSUPP;
    return -1;
  }
  return (int)real_syscall()(SYS_ioctl, fd, request, given);
}
