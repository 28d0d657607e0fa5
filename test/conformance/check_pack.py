#!/usr/bin/env python3
"""Checks an audit pack. Written from docs/reference/audit-pack.md alone; standard library only.

    check_pack.py [--key VERIFIER-KEY] PACK.zip ...

Prints for each pack "good: ..." or "NOT GOOD: why", and ends with 0 where all are good, else with 1.
The numbers in comments are those of that page.
"""

import base64
import binascii
import hashlib
import json
import re
import struct
import sys
import zlib


class Bad(Exception):
    """What does not hold."""


def need(holds, why):
    if not holds:
        raise Bad(why)


# Ed25519 (RFC 8032, section 5.1), verification only.

P = 2**255 - 19
L = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)
ZERO = (0, 1, 1, 0)


def add_points(a, b):
    """Extended coordinates (X, Y, Z, T) with x = X/Z, y = Y/Z, xy = T/Z (section 5.1.4)."""
    m = (a[1] - a[0]) * (b[1] - b[0]) % P
    n = (a[1] + a[0]) * (b[1] + b[0]) % P
    c = 2 * a[3] * b[3] * D % P
    d = 2 * a[2] * b[2] % P
    e, f, g, h = n - m, d - c, d + c, n + m
    return (e * f % P, g * h % P, f * g % P, e * h % P)


def times(number, point):
    product = ZERO
    while number > 0:
        if number & 1:
            product = add_points(product, point)
        point = add_points(point, point)
        number >>= 1
    return product


def x_of(y, sign):
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P != 0:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P != 0 or (x == 0 and sign == 1):
        return None
    return P - x if x & 1 != sign else x


def point_of(encoded):
    number = int.from_bytes(encoded, "little")
    y = number & (2**255 - 1)
    x = x_of(y, number >> 255)
    return None if x is None else (x, y, 1, x * y % P)


BASE_Y = 4 * pow(5, P - 2, P) % P
BASE = (x_of(BASE_Y, 0), BASE_Y, 1, x_of(BASE_Y, 0) * BASE_Y % P)


def signed_by(public, message, signature):
    key, r = point_of(public), point_of(signature[:32])
    s = int.from_bytes(signature[32:], "little")
    if len(public) != 32 or len(signature) != 64 or key is None or r is None or s >= L:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + public + message).digest(), "little") % L
    one, other = times(s, BASE), add_points(r, times(k, key))
    return (one[0] * other[2] - other[0] * one[2]) % P == 0 and (
        one[1] * other[2] - other[1] * one[2]
    ) % P == 0


# The zip in its one layout.

SAFE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]*(/[A-Za-z0-9][A-Za-z0-9._-]*)?\Z")


def members_of(data):
    need(len(data) >= 22, "it is too short to be a zip")
    end = struct.unpack("<IHHHHIIH", data[-22:])
    need(end[0] == 0x06054B50, "it does not end as a zip")
    count, size, start = end[3], end[5], end[6]
    need(start + size + 22 == len(data), "its directory is not where its end says")
    need((end[1], end[2], end[4], end[7]) == (0, 0, count, 0), "its end record was changed")
    members, at, directory = {}, 0, start
    for _ in range(count):
        need(directory + 46 <= start + size, "its directory is too short")
        head = struct.unpack("<IHHHHHHIIIHHHHHII", data[directory : directory + 46])
        crc, length, name_length = head[7], head[8], head[10]
        raw = data[directory + 46 : directory + 46 + name_length]
        name = raw.decode("ascii", "replace")
        need(SAFE.match(name) and name not in members, "a name is unsafe or there twice")
        common = (10, 0, 0, 0, 0x0021, crc, length, length, name_length, 0)
        central = struct.pack(
            "<IHHHHHHIIIHHHHHII", 0x02014B50, 0x030A, *common, 0, 0, 0, 0o100644 << 16, at
        )
        need(data[directory : directory + 46] == central, f"the directory entry of {name} was changed")
        local = struct.pack("<IHHHHHIIIHH", 0x04034B50, *common)
        need(data[at : at + 30] == local, f"the header of {name} was changed")
        need(data[at + 30 : at + 30 + name_length] == raw, f"the header of {name} has another name")
        at += 30 + name_length
        content = data[at : at + length]
        need(len(content) == length, f"{name} is cut")
        need(zlib.crc32(content) == crc, f"{name} does not have its checksum")
        members[name] = content
        at += length
        directory += 46 + name_length
    need(at == start and directory == start + size, "something stands between or after the members")
    return members


# JSON, lines, notes, trees.


def distinct(pairs):
    need(len({name for name, _ in pairs}) == len(pairs), "a name stands twice in one JSON object")
    return dict(pairs)


def read_json(content, where):
    try:
        return json.loads(content.decode("utf-8"), object_pairs_hook=distinct)
    except (UnicodeDecodeError, ValueError) as error:
        raise Bad(f"{where} is no JSON") from error


def raw_lines(members, name):
    need(name in members, f"there is no {name}")
    content = members[name]
    need(content == b"" or content.endswith(b"\n"), f"{name} does not end in a line end")
    lines = content.split(b"\n")[:-1]
    need(b"" not in lines, f"{name} has an empty line")
    return lines


def lines_of(members, name):
    return [read_json(line, f"{name} line {at}") for at, line in enumerate(raw_lines(members, name), 1)]


def from_base64(text):
    try:
        return base64.b64decode(text, validate=True)
    except (binascii.Error, ValueError) as error:
        raise Bad("something is no base 64") from error


def hex_of(content):
    return hashlib.sha256(content).hexdigest()


def key_of(text):
    """1: the verifier key."""
    parts = text.split("+", 2)
    need(len(parts) == 3, "the key is none")
    name, identity, encoded = parts[0], parts[1], from_base64(parts[2])
    need(len(encoded) == 33 and encoded[0] == 1, "the key is no Ed25519 key")
    made = hashlib.sha256(name.encode() + b"\n" + encoded).digest()[:4]
    need(made.hex() == identity, "the id of the key is not its own")
    return name, made, encoded[1:]


def open_note(content, key, where, alone):
    """The text of a note that the key signed; `alone` where nobody else may have."""
    name, identity, public = key
    need(b"\n\n" in content, f"{where} is no signed note")
    text, _, rest = content.rpartition(b"\n\n")
    text += b"\n"
    lines = rest.decode("utf-8", "replace").split("\n")
    need(lines[-1] == "" and len(lines) > 1, f"{where} does not end in a signature")
    good = 0
    for line in lines[:-1]:
        parts = line.split(" ")
        need(len(parts) == 3 and parts[0] == "—", f"{where} has a line that is no signature")
        value = from_base64(parts[2])
        if parts[1] == name and value[:4] == identity:
            need(signed_by(public, text, value[4:]), f"{where} is not signed by the key")
            good += 1
    need(good == 1 and (not alone or len(lines) == 2), f"{where} has not the signature it needs")
    return text.decode("utf-8")


def checkpoint_of(members, name, key):
    """4: size and root of a checkpoint."""
    lines = open_note(members[name], key, name, False).split("\n")
    need(len(lines) >= 4 and lines[0] == key[0], f"{name} is of another log")
    need(re.fullmatch(r"0|[1-9][0-9]*", lines[1]), f"{name} has no size")
    root = from_base64(lines[2])
    need(len(root) == 32, f"{name} has no root")
    return int(lines[1]), root


def node(left, right):
    return hashlib.sha256(b"\x01" + left + right).digest()


def included(entry, index, size, root, path):
    """RFC 9162, section 2.1.3.2."""
    if index >= size:
        return False
    fn, sn, r = index, size - 1, hashlib.sha256(b"\x00" + entry).digest()
    for p in path:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            r = node(p, r)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            r = node(r, p)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and r == root


def consistent(first, first_root, second, second_root, path):
    """RFC 9162, section 2.1.4.2."""
    if first == second:
        return path == [] and first_root == second_root
    if first == 0 or first > second or not path:
        return False
    if first & (first - 1) == 0:
        path = [first_root, *path]
    fn, sn = first - 1, second - 1
    while fn & 1:
        fn, sn = fn >> 1, sn >> 1
    fr = sr = path[0]
    for c in path[1:]:
        if sn == 0:
            return False
        if fn & 1 or fn == sn:
            fr, sr = node(c, fr), node(c, sr)
            while fn & 1 == 0 and fn != 0:
                fn, sn = fn >> 1, sn >> 1
        else:
            sr = node(sr, c)
        fn, sn = fn >> 1, sn >> 1
    return sn == 0 and fr == first_root and sr == second_root


# The pack.


def check_facts(members, size, root):
    """5 to 7. The facts, and the kind and last version of each stream."""
    entries, proofs = raw_lines(members, "events.jsonl"), lines_of(members, "proofs.jsonl")
    need(len(entries) == len(proofs), "there are not as many proofs as facts")
    facts, streams, signed, before = [], {}, [], -1
    for number, (entry, proof) in enumerate(zip(entries, proofs), 1):
        fact = read_json(entry, f"events.jsonl line {number}")
        index, path = proof["leafIndex"], [from_base64(one) for one in proof["path"]]
        need(index > before, f"fact {number} is out of order")
        before = index
        need(included(entry, index, size, root, path), f"fact {number} does not stand in the tree")
        kind, version = streams.get(fact["stream"], (fact["kind"], 0))
        need(fact["kind"] == kind, f"fact {number} is of another kind than its record")
        need(fact["version"] == version + 1, f"before fact {number} one of its record is missing")
        streams[fact["stream"]] = (kind, version + 1)
        if fact["signature"] is not None:
            signed.append(
                {"event": fact["id"], "stream": fact["stream"], "type": fact["type"], **fact["signature"]}
            )
        facts.append(fact)
    need(lines_of(members, "signatures.jsonl") == signed, "the signatures are not those of the facts")
    return facts, streams


def check_records(members, streams):
    records = lines_of(members, "records.jsonl")
    listed = {one["stream"]: (one["kind"], one["version"]) for one in records}
    need(len(listed) == len(records) and listed == streams, "the records are not those of the facts")
    return records


def check_files(members):
    """9."""
    carried = {name for name in members if name.startswith("files/")}
    for file in lines_of(members, "files.jsonl"):
        name = "files/" + file["hash"]
        need((name in carried) == file["included"], f"the list says otherwise of {name}")
        carried.discard(name)
        if file["included"]:
            need(hex_of(members[name]) == file["hash"], f"{name} is another file")
            need(len(members[name]) == file["size"], f"{name} has another size")
    need(not carried, "a file is carried that no fact names")


def follows(documents, records):
    """14."""
    if records == "not-applicable":
        return records
    if "could-not-run" in (documents, records):
        return "could-not-run"
    return records if documents in ("not-applicable", records) else "partial"


def check_review(members, scope, facts, streams):
    """12 to 19. How many verdicts, passages and kept reviews."""
    revisions, readings, words, kept = set(), set(), {}, {}
    for fact in facts:
        stream, payload = fact["stream"], fact["payload"]
        if fact["type"] == "document.revision-added":
            revisions.add((stream, payload["file"]["hash"]))
        if fact["type"] == "document.read":
            readings.add((stream, payload["file"], payload["textHash"]))
        if fact["kind"] == "review-finding":
            words[stream] = {"at": fact["at"], **words.get(stream, {}), **payload, "type": fact["type"]}
        if fact["type"] == "clause-review.kept":
            kept[stream] = fact
    passages = lines_of(members, "passages.jsonl")
    for number, one in enumerate(passages, 1):
        known = (one["document"], one["revision"]) in revisions
        need(known, f"passage {number} is of a revision that no fact names")
    for name in members:
        if name.startswith("texts/"):
            check_text(members, name, passages, readings)
    quoted, seen = set(), set()
    verdicts = lines_of(members, "verdicts.jsonl")
    for one in verdicts:
        constraint, legs = one["constraint"], one["legs"]
        here = f"the verdict on {constraint}"
        need(constraint not in seen, f"{here} is there twice")
        seen.add(constraint)
        need(constraint.split("/")[0] in scope["clauses"], f"{here} is of another clause")
        halves = follows(one["documents"]["verdict"], one["records"]["verdict"])
        need(one["found"] == (halves if one["applies"] else "not-applicable"), f"{here} does not follow")
        need(one["overruled"] is not None or one["verdict"] == one["found"], f"{here} is not what was found")
        need(legs["record"]["verdict"] == one["records"]["verdict"], f"{here} has another leg")
        for shown in legs["says"]["evidence"]:
            need(1 <= shown["passage"] <= len(passages), f"{here} quotes a passage that is not there")
            text = passages[shown["passage"] - 1]["text"]
            need(shown["quote"] != "" and shown["quote"] in text, f"{here} misquotes")
            quoted.add(shown["passage"])
        check_names(one, here, streams, revisions, words)
        check_words(one, here, scope, words)
    need(len(quoted) == len(passages), "a passage is quoted by nobody")
    return len(verdicts), len(passages), check_kept(members, scope, kept)


def check_text(members, name, passages, readings):
    """13."""
    quoted = [one for one in passages if "texts/" + one["revision"] == name]
    need(quoted, f"{name} is of no passage")
    lines = lines_of(members, name)
    for one in quoted:
        read = (one["document"], one["revision"], hex_of(members[name])) in readings
        need(read, f"no fact says that {name} was read")
        stands = one["index"] < len(lines) and lines[one["index"]] == [one["kind"], one["text"]]
        need(stands, f"a passage does not stand in {name}")


def check_kept(members, scope, kept):
    """19. How many kept reviews."""
    lines = lines_of(members, "kept-reviews.jsonl")
    product = None if scope["product"] is None else scope["product"]["stream"]
    need(sorted(one["stream"] for one in lines) == sorted(kept), "kept reviews are not those of the facts")
    for one in lines:
        fact = kept[one["stream"]]
        payload = fact["payload"]
        answers = [one for one in payload["answers"] if one["id"].split("/")[0] in scope["clauses"]]
        expected = {
            "stream": fact["stream"],
            "kind": fact["kind"],
            "humanId": payload["reference"],
            "at": fact["at"],
            "by": fact["actor"],
            **{name: payload[name] for name in ("title", "reason", "catalogue")},
            **{name: payload.get(name) for name in ("product", "revision", "release")},
            "verdicts": [
                {"constraint": said["id"], **{name: said[name] for name in ("verdict", "basis", "hash")}}
                for said in answers
            ],
        }
        need(one == expected, f"{one['humanId']} does not say what its fact says")
        mine = one["revision"] == scope["revision"] or (product is not None and scope["revision"] is None)
        need(one["product"] == product and mine, f"{one['humanId']} is about something else")
    return len(lines)


def check_words(one, here, scope, words):
    """18."""
    legs, product = one["legs"], scope["product"]
    whole = ("review-finding.overruled", "review-finding.confirmed")
    held = [one["overruled"], one["confirmed"], one["accepted"]]
    held += [shown["confirmed"] for shown in legs["says"]["evidence"]]
    held = {word["stream"] for word in [*held, *(name["finding"] for name in legs["record"]["imported"])] if word}
    for again in one["asksAgain"]:
        word = words.get(again["stream"], {})
        says = word.get("type") == "review-finding." + again["was"] and word.get("constraint") == one["constraint"]
        same = again["was"] == "record-named" or word.get("verdict") == again["verdict"]
        need(says and same, f"{here}: {again['humanId']} never said so")
        need(again["stream"] not in held, f"{here}: {again['humanId']} cannot hold and hold no more")
        if word["type"] in whole and "document" not in word:
            need(word.get("basis", one["basis"]) != one["basis"], f"{here}: {again['humanId']} is of this answer")
    for finding in (one["overruled"], one["confirmed"]):
        if finding is not None:
            basis = words[finding["stream"]].get("basis", one["basis"])
            need(basis == one["basis"], f"{here}: {finding['humanId']} is of another answer")
    mine = [
        (word["at"], len(word["reference"]), word["reference"], stream)
        for stream, word in words.items()
        if word["type"] in whole
        and word["constraint"] == one["constraint"]
        and "document" not in word
        and word.get("product") in (None, None if product is None else product["stream"])
    ]
    told = {word["stream"] for word in (one["overruled"], one["confirmed"], *one["asksAgain"]) if word is not None}
    need(not mine or max(mine)[3] in told, f"{here} leaves out the last word on it")


def check_names(one, here, streams, revisions, words):
    """16 and 17."""
    legs = one["legs"]
    imported = legs["record"]["imported"]
    standing = [*legs["exists"]["documents"], *legs["inForce"]["documents"], *imported]
    said = [
        (one["overruled"], "overruled", True),
        (one["confirmed"], "confirmed", True),
        (one["accepted"], "gap-accepted", False),
        *((shown["confirmed"], "confirmed", False) for shown in legs["says"]["evidence"]),
        *((record["finding"], "record-named", False) for record in imported),
    ]
    said = [word for word in said if word[0] is not None]
    links = [*legs["record"]["links"], *one["asksAgain"]]
    for record in [*standing, *links, *(word[0] for word in said)]:
        kind, _ = streams.get(record["stream"], (None, 0))
        need(kind == record["kind"], f"{here} names {record['humanId']}, which is not in the pack")
    for record in standing:
        known = record["revision"] == "" or (record["stream"], record["revision"]) in revisions
        need(known, f"{here} names a revision of {record['humanId']} that no fact names")
    for finding, kind, whole in said:
        word = words.get(finding["stream"], {})
        says = word.get("type") == "review-finding." + kind and word.get("constraint") == one["constraint"]
        need(says and (not whole or word.get("verdict") == one["verdict"]), f"{here}: {finding['humanId']} does not say so")


def check(data, trusted=None):
    members = members_of(data)
    for name in ("key.txt", "manifest.json", "manifest.note", "checkpoint.txt"):
        need(name in members, f"there is no {name}")
    need(members["key.txt"].endswith(b"\n"), "key.txt does not end in a line end")
    key_text = members["key.txt"].decode("utf-8", "replace")[:-1]
    need(trusted is None or key_text == trusted, "the pack was made under another key")
    key = key_of(key_text)
    # 2 and 3
    expected = f"vulnerary audit pack 1\n{key[0]}\nsha256 {hex_of(members['manifest.json'])}\n"
    text = open_note(members["manifest.note"], key, "manifest.note", True)
    need(text == expected, "the manifest is not the one that was signed")
    manifest = read_json(members["manifest.json"], "manifest.json")
    names = [one["name"] for one in manifest["members"]]
    need([*names, "manifest.json", "manifest.note"] == list(members), "the members are not those that were signed")
    for one in manifest["members"]:
        content = members[one["name"]]
        same = len(content) == one["size"] and hex_of(content) == one["sha256"]
        need(same, f"{one['name']} is not the one that was signed")
    # 4 to 10
    size, root = checkpoint_of(members, "checkpoint.txt", key)
    first, first_root = checkpoint_of(members, "checkpoint-earlier.txt", key)
    facts, streams = check_facts(members, size, root)
    records = check_records(members, streams)
    proof = read_json(members["consistency.json"], "consistency.json")
    need((proof["firstSize"], proof["secondSize"]) == (first, size), "consistency.json is about other trees")
    path = [from_base64(one) for one in proof["path"]]
    need(consistent(first, first_root, size, root, path), "the ledger was changed since the earlier checkpoint")
    check_files(members)
    signed = len(lines_of(members, "signatures.jsonl"))
    said = [manifest[name] for name in ("origin", "treeSize", "earlierTreeSize", "facts", "records", "signatures")]
    need(said == [key[0], size, first, len(facts), len(records), signed], "the manifest counts otherwise")
    about = what = None
    if manifest["format"] == "vulnerary-audit-pack/1":
        about = manifest["case"]
        named = any(one["stream"] == about["stream"] and one["humanId"] == about["humanId"] for one in records)
        need(named, "the case is not in the pack")
        what = about["humanId"]
    else:
        need(manifest["format"] == "vulnerary-audit-pack/2", "the format is unknown")
        scope = manifest["scope"]
        product = scope["product"]
        if product is not None:
            need(streams.get(product["stream"], ("",))[0] == "product", "the product is not in the pack")
        counted = check_review(members, scope, facts, streams)
        need(counted == tuple(manifest[name] for name in ("verdicts", "passages", "keptReviews")), "the manifest counts otherwise")
        what = f"clauses {', '.join(scope['clauses'])}, {counted[0]} verdicts, {counted[1]} passages, {counted[2]} kept reviews"
    return f"{what}; {len(facts)} facts of {len(records)} records; signed by {key_text}"


def verdict_on(path, trusted):
    try:
        with open(path, "rb") as file:
            return "good: " + check(file.read(), trusted)
    except Bad as why:
        return f"NOT GOOD: {why}"
    except (KeyError, TypeError, AttributeError, ValueError, IndexError) as why:
        return f"NOT GOOD: something has not the form it must have: {why!r}"


def main(words):
    trusted = None
    if words[:1] == ["--key"] and len(words) > 1:
        trusted, words = words[1], words[2:]
    if not words or words[0].startswith("-"):
        print(__doc__, file=sys.stderr)
        return 2
    verdicts = [verdict_on(path, trusted) for path in words]
    for verdict in verdicts:
        print(verdict)
    return 0 if all(verdict.startswith("good: ") for verdict in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
