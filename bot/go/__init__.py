"""The /go/ redirect: every purchase link goes through it and is counted."""
