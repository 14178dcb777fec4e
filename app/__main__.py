"""``python -m vanban``: the same as the command ``vanban``."""

import sys

from vanban.cli import main

sys.exit(main())
