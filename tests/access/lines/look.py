"""Style guide and the federation's colour: open to anyone, nothing of a team in them."""

LINES = [
    {"name": "styleguide", "expect": {"*": 200}},
    {"name": "styleguide_participant", "expect": {"*": 200}},
    # No colour is set in the tests: the sheet does not exist.
    {"name": "brand_css", "expect": {"*": 404}},
]
