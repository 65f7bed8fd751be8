"""Signing in: by invitation only, by e-mailed code or password, with a second factor for those
who see more than their own teams.

``backend`` and ``forms`` say who may; ``adapter`` writes the mails through the outbox;
``second_factor`` keeps the door until it is set up; ``kept_forms`` saves what was typed when the
session ran out; ``urls`` is the part of allauth that is used.
"""
