"""Building again: what has not changed since the last build is not printed again, and what was printed is never stale.

Two questions are asked. Is everything as it was: records, templates, commit, day, program and the files in the output
folder? Then nothing is even read as records (``unchanged``). Otherwise each document is asked for the digest of all that
it is printed from (``printing``). Where that is equal and the file is still the one that was written, only the state of the
records that it names is set anew, if that has changed.

What takes time before a document can be printed is kept, too: the records as they were read and judged (``records``), the
templates as they were compiled (``wording``), the public holidays and pictures that were needed (``results``).

What is remembered stands in the user's own cache folder, like that of checks (load.memory) and for the same reason: a build
folder that came with a playbook could say of any file that it is up to date.
"""
