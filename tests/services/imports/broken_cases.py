"""What can be wrong in a file of each format, and what is said of it: a case a line, to be read as a table."""

# ruff: noqa: E501 (a table)


def swapped(before, after, file=""):
    """A damage: some bytes of a file for others, where they stand first."""

    def damage(files):
        assert before in files[file], files[file]
        return {**files, file: files[file].replace(before, after, 1)}

    return damage


#: Format, what is broken, how, what the message says, the file and the line that it names.
JSON_E1 = b'"start": 2, "end": 10'
LABEL = b'"label": "PERSON", "text": "Ada Holm"'
CASES = [
    ("jsonl", "utf16", swapped(JSON_E1, b'"start": 3, "end": 11'), "fit as UTF-16 code units: --offsets utf16", "", 1),
    ("jsonl", "utf8", swapped(JSON_E1, b'"start": 5, "end": 13'), "fit as bytes: --offsets utf8", "", 1),
    ("jsonl", "outside", swapped(JSON_E1, b'"start": 2, "end": 99'), "99 is behind the end of the text", "", 1),
    ("jsonl", "words", swapped(b'"Ada Holm"', b'"Eva Holm"'), "'Eva Holm' is not what stands at 2 to 10", "", 1),
    ("jsonl", "entity label", swapped(b'"PERSON", "text": "Ada', b'"PRSON", "text": "Ada'), "'PRSON' is no entity label of the schema news (the nearest is 'PERSON'); rename it", "", 1),
    ("jsonl", "relation label", swapped(b"met_with", b"met_wit"), "the nearest is 'met_with'", "", 1),
    ("jsonl", "argument", swapped(b'"tail": "e2"', b'"tail": "e9"'), "there is no entity 'e9' in this record", "", 1),
    ("jsonl", "no argument", swapped(b'"tail": "e2", ', b""), "'tail' is missing", "", 1),
    ("jsonl", "latin-1", swapped("😀".encode(), b"\xe9"), "byte 0xe9 at position", "", 1),
    ("jsonl", "NUL", swapped("😀".encode(), b"\\u0000"), "text: NUL character at position 0; remove it", "", 1),
    ("jsonl", "surrogate", swapped("😀".encode(), b"\\ud83d"), "lone surrogate U+D83D at position 0; remove it", "", 1),
    ("jsonl", "NaN", swapped(JSON_E1, b'"start": NaN, "end": 10'), "NaN is not JSON; write null or a number", "", 1),
    ("jsonl", "huge", swapped(JSON_E1, b'"start": 2, "end": 1' + b"0" * 400), "is not between 0 and", "", 1),
    ("jsonl", "25 digits", swapped(JSON_E1, b'"start": 2, "end": 1' + b"0" * 24), "is not between 0 and", "", 1),
    ("jsonl", "1e999", swapped(JSON_E1, b'"start": 1e999, "end": 10'), "'1e999' is too large a number", "", 1),
    ("jsonl", "deep", swapped(b'"entities"', b'"x_a": ' + b"[" * 100_000 + b', "entities"'), "is nested too deeply", "", 1),
    ("jsonl", "cut", swapped(b'"met_with"', b'"met_with'), "not JSON", "", 1),
    ("jsonl", "gap", swapped(JSON_E1, b'"start": [2, 15], "end": [10, 22]'), "[2, 15] is not a whole number", "", 1),
    ("doccano", "utf16", swapped(b'"start_offset": 15, "end_offset": 22', b'"start_offset": 16, "end_offset": 32'), "fit as UTF-16 code units: --offsets utf16", "", 1),
    ("doccano", "entity label", swapped(b'"PERSON", "start_offset": 2,', b'"PRSON", "start_offset": 2,'), "entities[0].label: 'PRSON' is no entity label", "", 1),
    ("doccano", "relation label", swapped(b"met_with", b"likes"), "'likes' is no relation label", "", 1),
    ("doccano", "argument", swapped(b'"to_id": 2', b'"to_id": 9'), "its tail 9 is no entity of this record", "", 1),
    ("doccano", "huge", swapped(b'"end_offset": 22', b'"end_offset": 1' + b"0" * 400), "is outside of the text", "", 1),
    ("doccano", "surrogate", swapped(b'"title": ""', b'"title": "\\ud800"'), "title: holds a NUL or a lone surrogate", "", 1),
    ("prodigy", "relation label", swapped(b"met_with", b"likes"), "'likes' is no relation label", "", 1),
    ("prodigy", "latin-1", swapped("😀".encode(), b"\xe9"), "byte 0xe9 at position", "", 1),
    ("prodigy", "gap", swapped(b'"answer": "accept"', b'"answer": "reject"'), "'reject' is not 'accept'", "", 1),
    ("label-studio", "utf16", swapped(b'"start": 2, "end": 10', b'"start": 3, "end": 11'), "fit as UTF-16 code units: --offsets utf16", "", 2),
    ("label-studio", "utf8", swapped(b'"start": 2, "end": 10', b'"start": 5, "end": 13'), "fit as bytes: --offsets utf8", "", 2),
    ("label-studio", "latin-1", swapped("😀".encode(), b"\xe9"), "byte 0xe9 at position", "", 2),
    ("label-studio", "NaN", swapped(b'"start": 2', b'"start": NaN'), "NaN is not JSON", "", 2),
    ("label-studio", "argument", swapped(b'"to_id": "e2"', b'"to_id": "e9"'), "its tail 'e9' is no entity of this record", "", 2),
    ("web-annotation", "utf16", swapped(b'"start": 2, "end": 10', b'"start": 3, "end": 11'), "fit as UTF-16 code units: --offsets utf16", "", 1),
    ("web-annotation", "deep", swapped(b'"items": [{', b'"items": [' + b"[" * 100_000 + b'{'), "is nested too deeply", "", 1),
    ("web-annotation", "cut", swapped(b'"met_with"', b'"met_with'), "not JSON", "", 1),
    ("brat", "utf16", swapped(b"PERSON 2 10", b"PERSON 3 11", "bad.ann"), "fit as UTF-16 code units: --offsets utf16", "bad.ann", 1),
    ("brat", "utf8", swapped(b"PERSON 2 10", b"PERSON 5 13", "bad.ann"), "fit as bytes: --offsets utf8", "bad.ann", 1),
    ("brat", "outside", swapped(b"PERSON 15 22", b"PERSON 15 99", "bad.ann"), "15 to 99 is outside of the text, which has 31", "bad.ann", 2),
    ("brat", "words", swapped(b"Bo Lind", b"Eva Lind", "bad.ann"), "'Eva Lind' is not what stands at 15 22", "bad.ann", 2),
    ("brat", "entity label", swapped(b"T2\tPERSON", b"T2\tPRSON", "bad.ann"), "'PRSON' is no entity label", "bad.ann", 2),
    ("brat", "relation label", swapped(b"met_with", b"likes", "bad.ann"), "'likes' is no relation label", "bad.ann", 3),
    ("brat", "attribute", swapped(b"T2\n", b"T2\nA1\tmood R1 bad\n", "bad.ann"), "'mood' is no attribute of met_with of the schema news", "bad.ann", 3),
    ("brat", "argument", swapped(b"Arg2:T2", b"Arg2:T9", "bad.ann"), "its tail 'T9' is no entity", "bad.ann", 3),
    ("brat", "gap", swapped(b"2 10\tAda Holm", b"2 5;15 22\tAda Bo Lind", "bad.ann"), "has a gap that is no end of a line", "bad.ann", 1),
    ("brat", "latin-1", swapped(b"Ada", b"\xe9da", "bad.txt"), "byte 0xe9 at position 5 is not UTF-8; save", "bad.txt", None),
    ("brat", "NUL", swapped(b"Oslo", b"Os\0o", "bad.txt"), "NUL character at position 28; remove it", "bad.txt", None),
    ("brat", "huge", swapped(b"2 10", b"2 1" + b"0" * 400, "bad.ann"), "is no line of brat", "bad.ann", 1),
    ("conll", "BIO", swapped(b"Ada -X- -X- B-PERSON", b"Ada -X- -X- O"), "I-PERSON follows no PERSON; an entity begins with B-PERSON", "", 5),
    ("conll", "entity label", swapped(b"B-PERSON\nHolm -X- -X- I-PERSON", b"B-PRSON\nHolm -X- -X- I-PRSON"), "'PRSON' is no entity label", "", 4),
    ("conll", "latin-1", swapped(b"Oslo", b"\xd8slo"), "byte 0xd8 is not UTF-8; save", "", 10),
    ("conll", "tag", swapped(b"Ada -X- -X- B-PERSON", b"Ada -X- -X- X-PERSON"), "'X-PERSON' is no tag: O, B-LABEL or I-LABEL", "", 4),
    ("csv", "utf16", swapped(b"e1,PERSON,2,10", b"e1,PERSON,3,11", "entities.csv"), "fit as UTF-16 code units: --offsets utf16", "entities.csv", 2),
    ("csv", "utf8", swapped(b"e1,PERSON,2,10", b"e1,PERSON,5,13", "entities.csv"), "fit as bytes: --offsets utf8", "entities.csv", 2),
    ("csv", "entity label", swapped(b"e2,PERSON", b"e2,PRSON", "entities.csv"), "'PRSON' is no entity label", "entities.csv", 3),
    ("csv", "relation label", swapped(b"met_with", b"likes", "relations.csv"), "'likes' is no relation label", "relations.csv", 2),
    ("csv", "argument", swapped(b"e1,e2,", b"e1,e9,", "relations.csv"), "there is no entity 'e9'", "relations.csv", 2),
    ("csv", "NaN", swapped(b"PERSON,2,10", b"PERSON,NaN,10", "entities.csv"), "start: 'NaN' is not a number", "entities.csv", 2),
    ("csv", "huge", swapped(b"PERSON,2,10", b"PERSON,2,1" + b"0" * 400, "entities.csv"), "is not between 0 and", "entities.csv", 2),
    ("csv-exact", "outside", swapped(b"PERSON,2,10", b"PERSON,2,99", "entities.csv"), "99 is behind the end", "entities.csv", 2),
]  # fmt: skip
