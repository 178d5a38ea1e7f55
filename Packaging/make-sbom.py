#!/usr/bin/env python3
"""Writes what the programs are made of as SPDX 2.3 (JSON): Swift packages, Debian's static libraries, the toolchain.

usage: make-sbom.py PACKAGE_RESOLVED VERSION > sbom.spdx.json

The time is that of SOURCE_DATE_EPOCH. Ends with 1, and names them, if Debian has a newer version of a library than the
one that is linked, so that a release is not made without its security fixes (`apt-get update` tells what there is).
"""
import datetime
import json
import os
import re
import subprocess
import sys

LIBRARIES = {
    "libxml2-dev": "MIT", "zlib1g-dev": "Zlib", "liblzma-dev": "LicenseRef-public-domain",
    "libstemmer-dev": "BSD-3-Clause", "libuchardet-dev": "MPL-1.1", "libsqlite3-dev": "blessing",
    # libxml2 needs it.
    "libicu-dev": "ICU",
}
# Libraries of the compiler, whose packages have its version in their names.
COMPILER_LIBRARIES = {"libstdc++.a": "GPL-3.0-or-later WITH GCC-exception-3.1",
                      "libgcc.a": "GPL-3.0-or-later WITH GCC-exception-3.1"}
SWIFT_LICENSES = {"grdb.swift": "MIT", "yams": "MIT"}


def output(*words):
    return subprocess.run(words, check=True, capture_output=True, text=True).stdout


def package(name, version, license, locator, source=None):
    return {
        "SPDXID": "SPDXRef-" + re.sub(r"[^A-Za-z0-9.-]", "-", name),
        "name": name, "versionInfo": version, "licenseConcluded": license, "licenseDeclared": license,
        "downloadLocation": source or "NOASSERTION", "copyrightText": "NOASSERTION", "filesAnalyzed": False,
        "externalRefs": [{"referenceCategory": "PACKAGE-MANAGER", "referenceType": "purl",
                          "referenceLocator": locator}],
    }


def swift_packages(resolved):
    for pin in sorted(json.load(open(resolved))["pins"], key=lambda pin: pin["identity"]):
        state, location = pin["state"], pin["location"]
        version = state.get("version") or state["revision"]
        place = re.sub(r"^https://|\.git$", "", location)
        found = package(pin["identity"], version, SWIFT_LICENSES.get(pin["identity"], "Apache-2.0"),
                        f"pkg:swift/{place}@{version}", location)
        found["sourceInfo"] = "revision " + state["revision"]
        yield found


def installed():
    """The packages of the static libraries with their licenses."""
    yield from LIBRARIES.items()
    for file, license in COMPILER_LIBRARIES.items():
        path = os.path.realpath(output("gcc", "-print-file-name=" + file).strip())
        yield output("dpkg-query", "-S", path).split(":")[0], license


def libraries(stale):
    for name, license in installed():
        version = output("dpkg-query", "-W", "-f", "${Version}", name)
        policy = output("apt-cache", "policy", name)
        candidate = re.search(r"Candidate: (\S+)", policy)
        if candidate and candidate.group(1) not in (version, "(none)"):
            stale.append(f"{name} {version}; Debian has {candidate.group(1)}")
        yield package(name, version, license, f"pkg:deb/debian/{name}@{version}")


def main():
    resolved, version = sys.argv[1:]
    created = datetime.datetime.fromtimestamp(int(os.environ["SOURCE_DATE_EPOCH"]), datetime.timezone.utc)
    swift = re.search(r"Swift version (\S+)", output("swift", "--version")).group(1)
    stale = []
    program = package("parlance", version, "Apache-2.0", f"pkg:generic/parlance@{version}")
    parts = [*swift_packages(resolved), *libraries(stale),
             package("swift-runtime", swift, "Apache-2.0", f"pkg:generic/swift@{swift}", "https://www.swift.org")]
    json.dump({
        "spdxVersion": "SPDX-2.3", "dataLicense": "CC0-1.0", "SPDXID": "SPDXRef-DOCUMENT",
        "name": f"parlance-{version}", "documentNamespace": f"https://parlance.dev/spdx/parlance-{version}",
        "creationInfo": {"created": created.strftime("%Y-%m-%dT%H:%M:%SZ"), "creators": ["Tool: make-sbom.py"]},
        "hasExtractedLicensingInfos": [{
            "licenseId": "LicenseRef-public-domain",
            "extractedText": "The authors disclaim copyright to this source code."}],
        "packages": [program, *parts],
        "relationships": [
            {"spdxElementId": "SPDXRef-DOCUMENT", "relationshipType": "DESCRIBES",
             "relatedSpdxElement": program["SPDXID"]},
            *({"spdxElementId": program["SPDXID"], "relationshipType": "STATIC_LINK",
               "relatedSpdxElement": part["SPDXID"]} for part in parts)],
    }, sys.stdout, indent=1)
    print()
    if stale:
        sys.exit("linked with a library that is not the newest: " + "; ".join(stale)
                 + "\nrun apt-get update and apt-get upgrade, then make deb again")


if __name__ == "__main__":
    main()
