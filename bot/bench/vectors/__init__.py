"""`giftfinder bench vectors`: the vector index beside other people's, over a synthetic catalog of any size.

data.py       vectors that are spread as real ones are, filters, queries, and the exact answers
contest.py    what is measured of an index, ours or another's
contenders.py the indexes, each with its way to build, filter and search
one_index.py  one index in a process of its own, for its time and its memory
run.py        all of them, one after the other
report.py     the table and the JSON
"""
