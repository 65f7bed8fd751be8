"""Links asked for again: open to all, and the same answer to all. The demo's mailbox: not here."""


def mail(world, audience):
    return {"pk": 1}


LINES = [
    {
        "name": "link_renew",
        "method": "post",
        "data": lambda world, audience: {"email": "personne@exemple.fr"},
        "expect": {"*": 200},
    },
    {"name": "link_renew", "expect": {"*": 405}},
    {"name": "mailbox", "expect": {"*": 404}},
    {"name": "mailbox_mail", "kwargs": mail, "expect": {"*": 404}},
    {"name": "mailbox_html", "kwargs": mail, "expect": {"*": 404}},
]
