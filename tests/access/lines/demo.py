"""The demo: nothing of it exists elsewhere than in the demo (tests/demo/test_views.py for the rest)."""

LINES = [
    {"name": "demo:index", "expect": {"*": 404}},
    {"name": "demo:become", "method": "post", "expect": {"*": 404}},
]
