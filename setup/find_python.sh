#!/bin/sh
# Prints the path of the newest Python that the project supports and that works on this machine.
#
# "Works" is found out by running it. A name on PATH proves nothing: pyenv and asdf put shims there for versions
# that are not switched on, Debian ships a python3 without ensurepip, and a hand-built one may lack ssl or sqlite3.
# PYTHON=/path/to/python in the environment is taken instead of the newest, if it works.
set -eu

supported="13 12 11" # newest first; the same range as requires-python in pyproject.toml, held by a test
elsewhere=/usr/local/bin:/usr/bin:/opt/homebrew/bin # in case PATH is a short one

# probe PYTHON: prints "MINOR EXECUTABLE" if it can build the environment, else says why not on stderr.
# _base_executable is the interpreter behind a shim or an activated .venv. Free-threaded builds and PyPy have no spaCy wheels.
probe() {
    "$1" -c '
import sys, sysconfig
if sys.version_info[0] != 3:
    sys.exit("is Python 2")
if sys.implementation.name != "cpython" or sysconfig.get_config_var("Py_GIL_DISABLED"):
    sys.exit("is not the standard CPython build")
import ensurepip, sqlite3, ssl, venv
print(sys.version_info[1], sys._base_executable)
' </dev/null
}

# in_folders NAME FOLDER:FOLDER...: every executable of that name in these folders, one a line.
in_folders() {
    saved_ifs=$IFS
    IFS=:
    set -f # a folder on PATH is a name, never a pattern
    for folder in $2; do
        if [ -x "$folder/$1" ] && [ ! -d "$folder/$1" ]; then printf '%s\n' "$folder/$1"; fi
    done
    set +f
    IFS=$saved_ifs
}

# candidates MINOR: what may be Python 3.MINOR, one a line: first what PATH names, last what only a try can tell.
candidates() {
    in_folders "python3.$1" "${PATH:-}"
    for python in "${PYENV_ROOT:-${HOME:-}/.pyenv}/versions/3.$1".*/bin/python \
        "${HOME:-}/.local/share/uv/python/cpython-3.$1".*/bin/python3; do
        if [ -x "$python" ]; then printf '%s\n' "$python"; fi
    done
    in_folders "python3.$1" "$elsewhere"
    in_folders python3 "${PATH:-}"
    in_folders python "${PATH:-}"
}

# newest MINOR: prints the first candidate that works and really is Python 3.MINOR; nothing if there is none.
newest() {
    candidates "$1" | while IFS= read -r python; do
        answer=$(probe "$python" 2>/dev/null) || continue
        if [ "${answer%% *}" = "$1" ]; then
            printf '%s\n' "${answer#* }"
            break
        fi
    done
}

if [ -n "${PYTHON:-}" ]; then
    if ! answer=$(probe "$PYTHON"); then
        echo "PYTHON=$PYTHON does not work here (the reason is above)." >&2
        exit 1
    fi
    for minor in $supported; do
        if [ "${answer%% *}" = "$minor" ]; then
            printf '%s\n' "${answer#* }"
            exit 0
        fi
    done
    echo "PYTHON=$PYTHON is Python 3.${answer%% *}; Annotator needs one of 3.11, 3.12, 3.13." >&2
    exit 1
fi

for minor in $supported; do
    found=$(newest "$minor")
    if [ -n "$found" ]; then
        printf '%s\n' "$found"
        exit 0
    fi
done

echo "No working Python 3.11, 3.12 or 3.13 was found. Tried:" >&2
for minor in $supported; do candidates "$minor"; done | sort -u | while IFS= read -r python; do
    if answer=$(probe "$python" 2>&1); then reason="is Python 3.${answer%% *}"; else reason=$(printf '%s\n' "$answer" | tail -n 1); fi
    echo "  $python: $reason" >&2
done
echo "Install one with its venv module (Debian: apt-get install python3 python3-venv), or say PYTHON=/path/to/python." >&2
exit 1
