"""Entry point of ``python3 -m tools``, called by ./dev."""

import sys

from tools.commands import main

sys.exit(main(sys.argv[1:]))
