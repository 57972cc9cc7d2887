"""The columns of a Parquet file of records: loaded by those only who write one, as Arrow is large."""

from __future__ import annotations

import pyarrow as pa


def _required(name: str, kind: pa.DataType) -> pa.Field:
    return pa.field(name, kind, nullable=False)


_PAIR = pa.struct([_required(name, pa.string()) for name in ("name", "value")])


def _item(*own: pa.Field, last: tuple[pa.Field, ...] = ()) -> pa.DataType:
    return pa.list_(
        pa.struct(
            [
                _required("id", pa.string()),
                *own,
                _required("label", pa.string()),
                _required("origin", pa.string()),
                pa.field("score", pa.float64()),
                _required("attributes", pa.list_(_PAIR)),
                *last,
            ]
        )
    )


_EXTRACTOR = pa.struct([_required("name", pa.string()), _required("version", pa.string())])
_DECIDED = pa.field(
    "decided",
    pa.struct(
        [
            *(_required(name, pa.string()) for name in ("how", "by", "at")),
            pa.field("seconds", pa.float64()),
            pa.field("proposed_by", _EXTRACTOR),
        ]
    ),
)
_TIME = pa.struct([_required(name, pa.string()) for name in ("value", "granularity")])
#: The columns of a file.
COLUMNS = pa.schema(
    [
        *(
            _required(name, pa.string())
            for name in ("format", "id", "text", "text_sha256", "title", "source")
        ),
        pa.field("published", pa.string()),
        _required(
            "entities",
            _item(
                _required("start", pa.int64()),
                _required("end", pa.int64()),
                _required("text", pa.string()),
                last=(pa.field("normalised", _TIME), _DECIDED),
            ),
        ),
        _required(
            "relations",
            _item(
                _required("head", pa.string()),
                _required("tail", pa.string()),
                last=(pa.field("pattern", pa.string()), _DECIDED),
            ),
        ),
        pa.field(
            "review",
            pa.struct(
                [
                    _required("status", pa.string()),
                    _required("mode", pa.string()),
                    *(
                        pa.field(name, pa.string())
                        for name in ("reviewer", "completed_at", "selection", "revised_at")
                    ),
                ]
            ),
        ),
        pa.field("extractor", _EXTRACTOR),
        pa.field("schema", pa.struct([_required("name", pa.string()), _required("sha256", pa.string())])),
        pa.field("extra", pa.string()),
    ]
)
