"""`python -m dateline` is the console command."""

from dateline.site.cli import main

main()
