"""`python -m scratchadv`: the command line."""
import sys

from scratchadv.cli import main

sys.exit(main())
