"""Reviewing a change of a playbook: what it means, how much it weighs, which documents it touches and who must approve it.

Two states of a playbook are handed in, each as a ``Side``; nothing is loaded here. What comes out is one ``Review``, and
every report is a function of it:

    sides       what is known of one state: records, findings, templates, where it came from
    matching    which record of one state is which of the other: by id, by a declared rename, by what tells entries apart
    comparing   the two ledgers field by field
    kinds       what kind of change it is, and how much that weighs
    changes     a change as a value, with its places in both states and a fingerprint
    wording     clauses and templates compared
    documents   the documents that print something else now
    approvals   the roles that must agree
"""
