#!/bin/sh
# Prints the command of a Python 3.11, or says on stderr what was found instead. PYTHON=... overrides the search.
found=""
for candidate in ${PYTHON:-python3.11 python3 python}; do
    version=$("$candidate" -c 'import sys; print("%d.%d.%d" % sys.version_info[:3])' 2>/dev/null) || continue
    case "$version" in
        3.11.*) echo "$candidate"; exit 0 ;;
        *) found="$found $candidate is Python $version;" ;;
    esac
done
{
    echo "Giftfinder needs Python 3.11 (Rasa runs on no newer one), as python3.11, python3, or PYTHON=/path/to/python3.11."
    echo "Found here:${found:- no ${PYTHON:-python3.11, python3 or python} that runs}"
} >&2
exit 1
