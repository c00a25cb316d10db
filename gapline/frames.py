"""First frames kept in the cache: how a project looked when it was opened, for as long as that holds.

Read before anything else is loaded, so it leans on next to nothing. A frame is data and no bytes for a
terminal: printable text, and the numbers of its colours. What is not exactly that is no frame.
"""

import os
import stat
import time
import zlib

from gapline import __version__

Row = tuple[tuple[str, str], ...]
"""Pieces of a line of the screen: numbers for the terminal's SGR sequence, if any, and the text behind it."""

_MAGIC = "gapline frame 1"
_LARGEST = 1 << 20
"""Bytes of a frame that are read."""
_MOST_FRAMES = 50
"""Frames that are kept; the oldest go."""
_NAMES = (
    *("TERM", "TERM_PROGRAM", "COLORTERM", "NO_COLOR", "FORCE_COLOR", "LANG", "LC_ALL", "LC_CTYPE", "TZ"),
    *("PYTHONUTF8", "PYTHONIOENCODING", "LOGNAME", "USER", "LNAME", "USERNAME"),
)
_PREFIXES = ("GAPLINE_", "TEXTUAL_")


class Key:
    """Everything that decides on the first frame without having to be understood.

    The words of the command line, the terminal's size, what the environment says, the settings file, the
    day, the user, this version, and which version of which file is opened.
    """

    def __init__(self, words: list[str], size: tuple[int, int]) -> None:
        self.size = size
        self.day = time.strftime("%Y-%m-%d")
        self.real = next((os.path.realpath(word) for word in words if os.path.isfile(word)), "")
        variables = sorted(
            (name, value)
            for name, value in os.environ.items()
            if name in _NAMES or name.startswith(_PREFIXES)
        )
        self._lasting = (words, size, variables, self.day, os.geteuid(), __version__, _settings())
        self.name = f"{zlib.crc32(ascii((self.real, words)).encode()):08x}"

    def of_file(self, status: os.stat_result) -> str:
        """The whole key, in one line, for a version of the file."""
        return ascii((self.real, _stamp(status), os.access(self.real, os.W_OK), self._lasting))

    def now(self) -> str:
        """The whole key for the file as it is now; raises OSError."""
        return self.of_file(os.stat(self.real))


def settings_path() -> str:
    """Where the settings of this person are, whether there are any or not."""
    home = os.environ.get("XDG_CONFIG_HOME", "")
    return os.path.join(home if home.strip() else os.path.expanduser("~/.config"), "gapline", "config.toml")


def cache_path() -> str:
    """The folder of the frames; it need not be there yet."""
    home = os.environ.get("XDG_CACHE_HOME", "")
    return os.path.join(home if os.path.isabs(home) else os.path.expanduser("~/.cache"), "gapline")


def cached(key: Key) -> tuple[Row, ...]:
    """The frame for the file as it is now; empty where there is none, or none that can be trusted."""
    if not key.real:
        return ()
    try:
        folder = _opened_folder()
        try:
            return _read(folder, key)
        finally:
            os.close(folder)
    except (OSError, ValueError):
        return ()


def keep(key: Key, status: os.stat_result, rows: tuple[Row, ...]) -> None:
    """Keep the frame of one version of the file; without a folder of one's own nothing is kept."""
    if not key.real or not _sound(rows, key.size):
        return
    body = "\n".join("\t".join(part for piece in row for part in piece) for row in rows)
    text = f"{_MAGIC}\n{key.of_file(status)}\n{zlib.crc32(body.encode())}\n{body}"
    path = cache_path()
    temporary = f".{key.name}"
    try:
        # Root must not leave a folder in the home of the person it stands in for, who could not use it.
        parent = os.path.dirname(path)
        if not os.path.isdir(path) and os.path.isdir(parent) and os.stat(parent).st_uid != os.geteuid():
            return
        os.makedirs(path, 0o700, exist_ok=True)
        folder = _opened_folder()
        try:
            # Two that write it at once spoil it; then the check does not fit, and there is no frame.
            how = os.O_WRONLY | os.O_CREAT | os.O_TRUNC | os.O_NOFOLLOW | os.O_CLOEXEC
            with open(os.open(temporary, how, 0o600, dir_fd=folder), "wb") as out:
                out.write(text.encode())
            os.replace(temporary, f"{key.name}.frame", src_dir_fd=folder, dst_dir_fd=folder)
            _thin(folder)
        finally:
            os.close(folder)
    except OSError:
        return


def forget(key: Key) -> None:
    """Keep no frame for this file any more."""
    try:
        os.unlink(os.path.join(cache_path(), f"{key.name}.frame"))
    except OSError:
        return


def _stamp(status: os.stat_result) -> tuple[int, ...]:
    return (
        *(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns),
        *(status.st_uid, status.st_gid, status.st_mode),
    )


def _settings() -> tuple[int, ...]:
    try:
        return _stamp(os.stat(settings_path()))
    except OSError:
        return ()


def _opened_folder() -> int:
    """The folder of the frames, which only its owner may look into; raises OSError."""
    folder = os.open(cache_path(), os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW | os.O_CLOEXEC)
    if not _private(os.fstat(folder)):
        os.close(folder)
        raise PermissionError("others may write here")
    return folder


def _private(status: os.stat_result) -> bool:
    return status.st_uid == os.geteuid() and not status.st_mode & (stat.S_IRWXG | stat.S_IRWXO)


def _read(folder: int, key: Key) -> tuple[Row, ...]:
    how = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK | os.O_CLOEXEC
    with open(os.open(f"{key.name}.frame", how, dir_fd=folder), "rb") as file:
        status = os.fstat(file.fileno())
        if not stat.S_ISREG(status.st_mode) or not _private(status) or status.st_size > _LARGEST:
            return ()
        magic, said, check, body = file.read(_LARGEST).split(b"\n", 3)
    if magic.decode() != _MAGIC or said.decode() != key.now() or check.decode() != str(zlib.crc32(body)):
        return ()
    parts = [line.split("\t") if line else [] for line in body.decode().split("\n")]
    rows = tuple(tuple(zip(line[::2], line[1::2], strict=True)) for line in parts)
    return rows if _sound(rows, key.size) else ()


def _sound(rows: tuple[Row, ...], size: tuple[int, int]) -> bool:
    """Whether nothing in a frame can act: numbers, and text that can be printed."""
    return len(rows) == size[1] and all(
        text.isprintable() and codes.isascii() and (not codes or codes.replace(";", "").isdigit())
        for row in rows
        for codes, text in row
    )


def _thin(folder: int) -> None:
    """Take the oldest frames away, where there are many."""
    names = [name for name in os.listdir(folder) if name.endswith(".frame")]
    if len(names) > _MOST_FRAMES:
        names.sort(key=lambda name: os.stat(name, dir_fd=folder, follow_symlinks=False).st_mtime)
        for name in names[: len(names) - _MOST_FRAMES]:
            os.unlink(name, dir_fd=folder)
