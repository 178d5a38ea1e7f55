#!/usr/bin/env python3
"""How often an encoding that nothing declares is told right.

encodings.py READINGBENCHMARK

Takes the translated messages of the programs that are installed (/usr/share/locale), puts some together to texts of
about 15, 60, 300 and 2,000 characters, twenty of each length, language and encoding, and has READINGBENCHMARK read
them. Right is a text that is read as it was, but for white space. The texts are drawn with a fixed seed; how many
there are depends on the installed translations.
"""
import gettext
import random
import re
import subprocess
import sys
import tempfile
from collections import defaultdict
from pathlib import Path

ENCODINGS = {
    "de": "cp1252 iso-8859-1", "fr": "cp1252", "es": "cp1252", "it": "cp1252", "pt": "cp1252", "nl": "cp1252",
    "sv": "cp1252", "da": "cp1252", "fi": "cp1252", "nb": "cp1252", "pl": "cp1250 iso-8859-2", "cs": "cp1250 iso-8859-2",
    "hu": "cp1250 iso-8859-2", "sk": "cp1250 iso-8859-2", "ro": "cp1250", "sl": "cp1250", "hr": "cp1250",
    "ru": "cp1251 koi8-r iso-8859-5 cp866", "uk": "cp1251 koi8-u", "bg": "cp1251", "el": "cp1253 iso-8859-7",
    "tr": "cp1254", "he": "cp1255", "ar": "cp1256", "lt": "cp1257", "lv": "cp1257", "vi": "cp1258",
    "ja": "shift_jis euc-jp", "zh_CN": "gb18030", "zh_TW": "big5", "ko": "euc-kr", "th": "cp874",
}
LENGTHS = (15, 60, 300, 2000)
EACH = 20


def messages(language):
    found = set()
    for path in sorted(Path(f"/usr/share/locale/{language}/LC_MESSAGES").glob("*.mo")):
        try:
            with path.open("rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
        except (OSError, UnicodeDecodeError):
            continue
        texts = (" ".join(text.split()) for key, text in catalog.items() if isinstance(key, str) and key)
        found.update(text for text in texts if len(text) > 7 and not text.isascii())
    return sorted(found)


def text(known, encoding, length):
    result = ""
    random.shuffle(known)
    for message in known:
        try:
            message.encode(encoding)
        except UnicodeEncodeError:
            continue
        result += message + "\n"
        if len(result) >= length:
            break
    return result


def main():
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    random.seed(7)
    with tempfile.TemporaryDirectory() as name:
        folders = [Path(name) / part for part in ("in", "out")]
        for folder in folders:
            folder.mkdir()
        wanted = {}
        for language, encodings in ENCODINGS.items():
            known = messages(language)
            for encoding in encodings.split() if len(known) >= 50 else ():
                for length in LENGTHS:
                    for number in range(EACH):
                        drawn = text(known, encoding, length)
                        if drawn:
                            path = folders[0] / f"{encoding}+{language}+{length}+{number}.txt"
                            path.write_bytes(drawn.encode(encoding))
                            wanted[path.name] = drawn
        subprocess.run([sys.argv[1], folders[0], "--texts", folders[1]], check=True, stdout=subprocess.DEVNULL)
        counts = defaultdict(lambda: [0, 0])
        for file, drawn in wanted.items():
            encoding, language, length, _ = file.split("+")
            path = folders[1] / file
            read = path.read_text(encoding="utf-8", errors="replace") if path.exists() else ""
            for key in ("all", f"{length} characters", f"{encoding} {language}"):
                counts[key][0] += 1
                counts[key][1] += re.sub(r"\s+", " ", read).strip() == re.sub(r"\s+", " ", drawn).strip()
        for key, (total, right) in counts.items():
            print(f"{key}\t{right} of {total}\t{right / total:.3f}")


if __name__ == "__main__":
    main()
