# SPDX-License-Identifier: Apache-2.0
"""disk_model: what a disk holds when the power goes.

A command is run under strace; every call that changes files is taken from the
trace and played on a model of a disk that promises no more than POSIX does:
bytes of a file are there after fsync or fdatasync of that file, the names in a
folder after fsync of that folder, all of it after syncfs.  After each call the
model can be written out as it would be found after a power failure: with
nothing that was not synced, or with some of it."""
import os
import random
import re
import shutil
import subprocess
from pathlib import Path

CALLS = ('openat,close,write,pwrite64,ftruncate,truncate,fsync,fdatasync,'
         'syncfs,rename,renameat,renameat2,unlink,unlinkat,mkdir,rmdir,link,'
         'lseek,dup,fcntl,copy_file_range,sendfile,mmap')


class File:
    def __init__(self, data=b''):
        self.data = bytearray(data)
        self.kept = bytes(data)


class Folder:
    def __init__(self):
        self.names, self.kept = {}, {}


def load(path):
    """The model of what stands at ${path}, all of it durable."""
    if not path.is_dir():
        return File(path.read_bytes())
    folder = Folder()
    for child in path.iterdir():
        folder.names[child.name] = load(child)
    folder.kept = dict(folder.names)
    return folder


def keep_all(node):
    if isinstance(node, File):
        node.kept = bytes(node.data)
        return
    node.kept = dict(node.names)
    for child in node.names.values():
        keep_all(child)


def write_out(node, path, dice):
    """What is found after the power failed; ${dice}: None, or what decides
    for each thing that was not synced whether it survived."""
    def survives():
        return dice is not None and dice.random() < 0.5

    if isinstance(node, File):
        path.write_bytes(bytes(node.data) if survives() else node.kept)
        return
    path.mkdir()
    names = dict(node.kept)
    for name in set(node.names) | set(node.kept):
        if node.names.get(name) is not node.kept.get(name) and survives():
            if name in node.names:
                names[name] = node.names[name]
            else:
                names.pop(name, None)
    for name, child in names.items():
        write_out(child, path / name, dice)


class Disk:
    """A folder ${root} and all below it."""

    def __init__(self, root):
        self.root = Path(root)
        self.top = load(self.root)
        self.open = {}      # descriptor: [node, offset, append]
        self.changed = False

    def find(self, text, at='AT_FDCWD'):
        """(folder, name) of a path below the root, or None."""
        if at != 'AT_FDCWD' and not text.startswith('/'):
            held = self.open.get(int(at))
            return None if held is None else (held[0], text)
        path = os.path.normpath(os.path.join(self.cwd, text))
        if path == str(self.root):
            return self, ''
        if not path.startswith(f'{self.root}/'):
            return None
        parts = path[len(str(self.root)) + 1:].split('/')
        folder = self.top
        for part in parts[:-1]:
            folder = folder.names.get(part) if isinstance(folder, Folder) \
                else None
            if not isinstance(folder, Folder):
                return None
        return folder, parts[-1]

    cwd = '/'

    def node(self, text):
        place = self.find(text)
        if place is None:
            return None
        return self.top if place[0] is self else place[0].names.get(place[1])

    # What each call does; arguments as strace prints them, strings undone.
    def do_openat(self, result, at, path, flags, *_):
        place = self.find(path, at)
        if place is None or place[0] is self:
            if place is not None:
                self.open[result] = [self.top, 0, False]
            return
        folder, name = place
        if name not in folder.names and 'O_CREAT' in flags:
            folder.names[name] = File()
            self.changed = True
        node = folder.names[name]
        if 'O_TRUNC' in flags and node.data:
            node.data.clear()
            self.changed = True
        self.open[result] = [node, 0, 'O_APPEND' in flags]

    def do_close(self, _result, fd):
        self.open.pop(int(fd), None)

    def do_lseek(self, result, fd, *_):
        if int(fd) in self.open:
            self.open[int(fd)][1] = result

    def do_dup(self, result, fd):
        if int(fd) in self.open:
            self.open[result] = self.open[int(fd)]

    def do_fcntl(self, result, fd, what, *_):
        if what.startswith('F_DUPFD'):
            self.do_dup(result, fd)

    def put(self, node, at, data):
        if len(node.data) < at:
            node.data.extend(bytes(at - len(node.data)))
        node.data[at:at + len(data)] = data
        self.changed = True

    def do_write(self, result, fd, data, *_):
        if int(fd) not in self.open:
            return
        held = self.open[int(fd)]
        if held[2]:
            held[1] = len(held[0].data)
        self.put(held[0], held[1], data[:result])
        held[1] += result

    def do_pwrite64(self, result, fd, data, _n, at):
        if int(fd) in self.open:
            self.put(self.open[int(fd)][0], int(at), data[:result])

    def do_ftruncate(self, _result, fd, size):
        if int(fd) in self.open:
            node = self.open[int(fd)][0]
            del node.data[int(size):]
            node.data.extend(bytes(int(size) - len(node.data)))
            self.changed = True

    def do_fsync(self, _result, fd):
        if int(fd) not in self.open:
            return
        node = self.open[int(fd)][0]
        if isinstance(node, File):
            node.kept = bytes(node.data)
        else:
            node.kept = dict(node.names)
        self.changed = True

    do_fdatasync = do_fsync

    def do_syncfs(self, _result, _fd):
        keep_all(self.top)
        self.changed = True

    def do_rename(self, _result, old, new):
        a, b = self.find(old), self.find(new)
        if a is None or b is None or a[0] is self or b[0] is self:
            return
        b[0].names[b[1]] = a[0].names.pop(a[1])
        self.changed = True

    def do_unlink(self, _result, path, at='AT_FDCWD'):
        place = self.find(path, at)
        if place is not None and place[0] is not self:
            place[0].names.pop(place[1], None)
            self.changed = True

    do_rmdir = do_unlink

    def do_unlinkat(self, result, at, path, _flags):
        self.do_unlink(result, path, at)

    def do_mkdir(self, _result, path, *_):
        place = self.find(path)
        if place is not None and place[0] is not self:
            place[0].names[place[1]] = Folder()
            self.changed = True

    def do_link(self, *_):
        raise AssertionError('the model knows no links')

    def do_mmap(self, _result, _at, _n, protection, flags, fd, *_):
        if 'PROT_WRITE' in protection and 'MAP_SHARED' in flags and \
                int(fd) in self.open:
            raise AssertionError('a file is written through memory')

    def found_after(self, path, dice=None):
        """Write out what would be found under ${path}."""
        if path.exists():
            shutil.rmtree(path)
        write_out(self.top, path, dice)


LINE = re.compile(r'^(?:\d+ +)?(\w+)\((.*)\) += (-?\d+|0x[0-9a-f]+)')


def arguments(text):
    """The arguments of a call; strings as bytes."""
    out, i = [], 0
    while i < len(text):
        if text[i] == '"':
            end = text.index('"', i + 1)
            out.append(bytes.fromhex(text[i + 1:end].replace('\\x', '')))
            i = end + 1
        elif text[i] in ', ':
            i += 1
        else:
            end = text.find(', ', i)
            end = len(text) if end < 0 else end
            out.append(text[i:end])
            i = end
    return out


def calls(trace):
    """(name, arguments, result) of every call that worked."""
    for line in trace.splitlines():
        found = LINE.match(line)
        if found is None:
            continue
        result = int(found[3], 0)
        if result < 0:
            continue
        args = arguments(found[2])
        name = found[1]
        if name not in ('write', 'pwrite64'):
            args = [a.decode() if isinstance(a, bytes) else a for a in args]
        yield name, args, result


def traced(folder, words, env):
    """Run a command in ${folder}; (status, trace)."""
    trace = Path(folder).parent / 'trace'
    done = subprocess.run(
        ['strace', '-f', '-xx', '-s', '10000000', '-e', f'trace={CALLS}',
         '-e', 'signal=none', '-o', trace, *map(str, words)],
        cwd=folder, env=env, text=True, capture_output=True, check=False)
    text = trace.read_text()
    trace.unlink()
    return done, text


def failures(root, words, env, wild=2):
    """Run ${words} on the folder ${root}, and give each state in which a
    power failure could leave it: (path, the last call, was it the last of all?,
    the disk as the command saw it)."""
    root = Path(root)
    disk = Disk(root)
    disk.cwd = str(root)
    done, trace = traced(root, words, env)
    if done.returncode not in (0, 1, 4):
        raise AssertionError(done.stderr)
    found = root.parent / 'found'
    steps = [c for c in calls(trace) if hasattr(disk, f'do_{c[0]}')]
    for n, (name, args, result) in enumerate(steps):
        disk.changed = False
        getattr(disk, f'do_{name}')(result, *args)
        if not disk.changed and n + 1 < len(steps):
            continue
        for dice in [None, *(random.Random(n * 10 + k)
                             for k in range(wild))]:
            disk.found_after(found, dice)
            yield found, (name, args), n + 1 == len(steps), disk
