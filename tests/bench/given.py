"""What the command tells the processes that measure: it knows no Django, they do."""

SMALL, LARGE = 14, 514  # regions: a province, the country
FEW_YEARS, MANY_YEARS = 3, 12
FOUND, QUICK = (
    "BENCH_SIZES",
    "BENCH_QUICK",
)  # variables: what was found at those sizes, or that little is measured
