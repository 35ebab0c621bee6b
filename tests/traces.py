"""How a number or a text may be written in a file of data, so that it is found wherever it was left."""

from pathlib import Path

SIZES = (1, 2, 3, 4, 6, 8)
"""The bytes that SQLite may write a number in."""


def forms(mark: int | str) -> tuple[bytes, ...]:
    """Return the bytes of a mark: in letters or digits; for a number, as a value and as the key of a row too.

    SQLite writes a value in as few bytes as it may (`SIZES`), and a key 7 bits at a time.
    """
    if isinstance(mark, str):
        return mark.encode(), mark.encode("utf-16-le")
    size = next(size for size in SIZES if -(1 << 8 * size - 1) <= mark < 1 << 8 * size - 1)
    return str(abs(mark)).encode(), mark.to_bytes(size, "big", signed=True), _key(mark % 2**64)


def _key(word: int) -> bytes:
    if word >= 2**56:
        high, last = word >> 8, bytes([word & 0xFF])
        return bytes((high >> shift) & 0x7F | 0x80 for shift in range(49, -1, -7)) + last
    shifts = range(7 * ((word.bit_length() - 1) // 7), -1, -7)
    return bytes((word >> shift) & 0x7F | (0x80 if shift else 0) for shift in shifts)


def holds(data: bytes, mark: int | str) -> bool:
    """Tell whether a mark can be read in bytes."""
    return any(form in data for form in forms(mark))


def files(folder: Path) -> bytes:
    """Return all that the files of a folder hold: the data, what is beside them, copies."""
    return b"\n".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())
