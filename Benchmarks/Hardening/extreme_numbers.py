"""Extreme numbers, and where they go in the files of a workspace, with checksums that are right."""

import re
import sqlite3
import struct

DECIMALS = [
    "0", "-1", "1", "255", "2147483647", "2147483648", "2147483649", "-2147483648", "-2147483649", "4294967295",
    "4294967296", "9223372036854775807", "9223372036854775808", "-9223372036854775808", "-9223372036854775809",
    "18446744073709551616", "9" * 40, "0" * 40, "0.0000000000000000000000000000000000000001", "1e999", "-1e999",
    "NaN", "null", "",
]

PRIMES = (
    0x9E3779B185EBCA87, 0xC2B2AE3D27D4EB4F, 0x165667B19E3779F9, 0x85EBCA77C2B2AE63, 0x27D4EB2F165667C5)
MASK = (1 << 64) - 1


def patterns(width):
    """The bounds of the signed and unsigned numbers of a width, their neighbors, and floats that are none."""
    bits = 8 * width
    numbers = {0, 1, 2, (1 << bits) - 1, (1 << bits) - 2, (1 << (bits - 1)) - 1, 1 << (bits - 1), 1 << (bits - 2)}
    result = [number.to_bytes(width, "little") for number in sorted(numbers)]
    if width in (4, 8):
        code = "<f" if width == 4 else "<d"
        result += [struct.pack(code, value) for value in (float("nan"), float("inf"), float("-inf"), 1e30)]
    return result


def rotate(value, count):
    return (value << count | value >> (64 - count)) & MASK


def lane(value, word):
    return rotate((value + word * PRIMES[1]) & MASK, 31) * PRIMES[0] & MASK


def merge(value, other):
    return ((value ^ lane(0, other)) * PRIMES[0] + PRIMES[3]) & MASK


def checksum(data):
    """XXH64 with seed 0."""
    length, place = len(data), 0
    if length >= 32:
        lanes = [(PRIMES[0] + PRIMES[1]) & MASK, PRIMES[1], 0, -PRIMES[0] & MASK]
        words = struct.unpack_from(f"<{length // 32 * 4}Q", data)
        for index, word in enumerate(words):
            lanes[index & 3] = lane(lanes[index & 3], word)
        place = length // 32 * 32
        value = sum(rotate(part, turn) for part, turn in zip(lanes, (1, 7, 12, 18))) & MASK
        for part in lanes:
            value = merge(value, part)
    else:
        value = PRIMES[4]
    value = (value + length) & MASK
    while place + 8 <= length:
        value ^= lane(0, struct.unpack_from("<Q", data, place)[0])
        value = (rotate(value, 27) * PRIMES[0] + PRIMES[3]) & MASK
        place += 8
    if place + 4 <= length:
        value ^= struct.unpack_from("<I", data, place)[0] * PRIMES[0] & MASK
        value = (rotate(value, 23) * PRIMES[1] + PRIMES[2]) & MASK
        place += 4
    for byte in data[place:]:
        value ^= byte * PRIMES[4] & MASK
        value = rotate(value, 11) * PRIMES[0] & MASK
    value = (value ^ value >> 33) * PRIMES[1] & MASK
    value = (value ^ value >> 29) * PRIMES[2] & MASK
    return value ^ value >> 32


def put_into_text(data, random):
    """A file of text with a number put in the place of a run of digits, or behind a separator."""
    runs = list(re.finditer(rb"-?[0-9]+", data))
    if not runs:
        return data, "no number"
    run = random.choice(runs)
    number = random.choice(DECIMALS).encode()
    return data[: run.start()] + number + data[run.end():], f"byte {run.start()} as '{number.decode()}'"


def put_into_sections(data, random):
    """A sectioned file with a number put into a section or into the directory, and its checksums made right."""
    data = bytearray(data)
    (count,) = struct.unpack_from("<I", data, 12)
    sections = {}
    for place in range(64, 64 + 32 * count, 32):
        identifier, _, offset, length = struct.unpack_from("<QQQQ", data, place)
        sections[identifier] = (place, offset, length)
    wholes = [i for i in sections if i - 1_000_000 not in sections and sections[i][2] > 0]
    width = random.choice((1, 2, 4, 4, 8))
    if not wholes or random.random() < 0.05:
        places = list(range(8, 32 - width + 1, width)) + list(range(64, 64 + 32 * count, width))
        place, identifier = random.choice(places), None
    else:
        identifier = random.choice(wholes)
        _, offset, length = sections[identifier]
        width = min(width, length)
        place = offset + random.randrange(length // width) * width
    number = random.choice(patterns(width))
    data[place: place + width] = number
    if identifier is not None:
        sum_section(data, sections, identifier)
    head = merge(lane(PRIMES[4], checksum(data[:32])), checksum(data[64: 64 + 32 * count]))
    struct.pack_into("<Q", data, 32, head)
    return bytes(data), f"section {identifier}, byte {place} as {number.hex()}"


def sum_section(data, sections, identifier):
    place, offset, length = sections[identifier]
    chunks = sections.get(identifier + 1_000_000)
    if chunks:
        sums = b"".join(
            struct.pack("<I", checksum(data[start: min(start + 16384, offset + length)]) & 0xFFFFFFFF)
            for start in range(offset, offset + length, 16384))
        sums += struct.pack("<I", checksum(sums) & 0xFFFFFFFF)
        data[chunks[1]: chunks[1] + chunks[2]] = sums
        sum_section(data, sections, identifier + 1_000_000)
    struct.pack_into("<Q", data, place + 8, checksum(data[offset: offset + length]))


def variable(number):
    """A number in groups of seven bits."""
    result = b""
    while number >= 0x80:
        result += bytes([number & 0x7F | 0x80])
        number >>= 7
    return result + bytes([number])


JOURNAL_MARK = bytes([0xF8, 0xC1, 0xFE, 0x4A])


def put_into_journal(data, random):
    """A journal with a number put into a record, whose length and checksum are made right."""
    frames, place = [], data.find(JOURNAL_MARK)
    while place >= 0:
        (length,) = struct.unpack_from("<I", data, place + 4)
        frames.append((place, length))
        place = data.find(JOURNAL_MARK, place + 12 + length)
    place, length = random.choice(frames)
    body = data[place + 8: place + 8 + length]
    start = random.randrange(1, length) if length > 1 else 0
    if random.random() < 0.5:
        number = variable(random.choice([0, 1, 1 << 31, (1 << 31) - 1, (1 << 63) - 1, 1 << 63, MASK, 1 << 32]))
        end = start + 1
        while end < length and body[end - 1] & 0x80:
            end += 1
    else:
        number = random.choice(patterns(random.choice((1, 4, 8))))
        end = min(start + len(number), length)
    body = body[:start] + number + body[end:]
    framed = struct.pack("<I", len(body)) + body
    framed = JOURNAL_MARK + framed + struct.pack("<I", checksum(framed) & 0xFFFFFFFF)
    new = data[:place] + framed + data[place + 12 + length:]
    return new, f"record at {place}, byte {start} as {number.hex()}"


VALUES = [
    0, -1, 1, (1 << 31) - 1, 1 << 31, (1 << 31) + 1, (1 << 63) - 1, -(1 << 63), 1 << 53, 1e308, float("inf"), 0.5, "",
    "9" * 40, "-1", "NaN", b"", b"\xff" * 16, None,
]


def put_into_catalog(path, random):
    """Puts a number into a row of the catalog, or into the length in front of a compressed text."""
    with sqlite3.connect(path, isolation_level=None) as database:
        database.execute("PRAGMA foreign_keys = OFF")
        tables = [
            name for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            if not name.startswith("sqlite_") and database.execute(f"SELECT count(*) FROM {name}").fetchone()[0]]
        while True:
            table = random.choice(tables)
            columns = database.execute(f"PRAGMA table_info({table})").fetchall()
            column = random.choice(columns)[1]
            keys = [entry[1] for entry in columns if entry[5]]
            rows = database.execute(f"SELECT {', '.join(keys)}, {column} FROM {table}").fetchall()
            row = random.choice(rows)
            value = random.choice(VALUES)
            if isinstance(row[-1], bytes) and random.random() < 0.7:
                value = random.choice(patterns(8)) + row[-1][8:]
            condition = " AND ".join(f"{key} = ?" for key in keys)
            try:
                database.execute(f"UPDATE {table} SET {column} = ? WHERE {condition}", (value, *row[:-1]))
                break
            except sqlite3.Error:
                continue
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.close()
    return f"{table}.{column} as {value if not isinstance(value, bytes) else value[:16].hex()}"
