"""Relations: what the sentences say of the mentions in them.

`reading` goes through the sentences (`sentences`, `groups`, `structure`), keeps in mind what a reader would (`state`),
and hands each trigger to its frame (`frames`); `units`, `implements`, `joint_action` and others read what is said
without a trigger. `status` and `plans` tell what is planned, by words and by place in the report; `doubts` how sure a
reading is.
"""
