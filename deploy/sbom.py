#!/usr/bin/python3
"""sbom.py ROOT VERSION: what a root file system made by rootfs.sh holds, as CycloneDX 1.5 JSON.

Made from what is in the folder and nothing else: the package records in var/lib/dpkg/status.d, and the
digest of every file. The same folder and SOURCE_DATE_EPOCH give the same bytes.
"""

import hashlib
import json
import os
import sys
import time

RECORDS = "var/lib/dpkg/status.d"
FIELDS = ("Package", "Version", "Architecture", "Source", "Homepage", "Description")


def read_record(path):
    """The fields of one Debian package that the list needs; the first line of each."""
    with open(path, encoding="utf-8") as lines:
        pairs = (line.rstrip("\n").split(": ", 1) for line in lines if ": " in line)
        return {pair[0]: pair[1] for pair in pairs if pair[0] in FIELDS}


def package_of(record, debian):
    name, version, architecture = (record[field] for field in FIELDS[:3])
    url = f"pkg:deb/debian/{name}@{version}?arch={architecture}&distro=debian-{debian}"
    component = {"type": "library", "bom-ref": url, "name": name, "version": version,
                 "description": record["Description"], "purl": url}
    if "Homepage" in record:
        component["externalReferences"] = [{"type": "website", "url": record["Homepage"]}]
    return component


def files_of(root):
    """Every file but this list and the records, each with its digest; a link is what it leads to."""
    for folder, folders, names in os.walk(root):
        folders.sort()
        for name in sorted(names):
            path = os.path.join(folder, name)
            inside = "/" + os.path.relpath(path, root)
            if inside.startswith(f"/{RECORDS}/") or inside.endswith("/sbom.json"):
                continue
            with open(path, "rb") as file:
                digest = hashlib.file_digest(file, "sha256").hexdigest()
            yield {"type": "file", "bom-ref": inside, "name": inside,
                   "hashes": [{"alg": "SHA-256", "content": digest}]}


def debian_release():
    with open("/etc/os-release", encoding="utf-8") as lines:
        return dict(line.rstrip("\n").split("=", 1) for line in lines if "=" in line)["VERSION_ID"].strip('"')


def main(root, version):
    records = os.path.join(root, RECORDS)
    debian = debian_release()
    packages = [package_of(read_record(os.path.join(records, name)), debian)
                for name in sorted(os.listdir(records))]
    made = int(os.environ.get("SOURCE_DATE_EPOCH", time.time()))
    program = {"type": "application", "bom-ref": "exportstats", "name": "exportstats", "version": version,
               "licenses": [{"license": {"id": "MIT"}}]}
    json.dump({"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
               "metadata": {"timestamp": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(made)),
                            "component": program},
               "components": packages + list(files_of(root)),
               "dependencies": [{"ref": "exportstats", "dependsOn": [package["bom-ref"] for package in packages]}]},
              sys.stdout, indent=1)
    sys.stdout.write("\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
