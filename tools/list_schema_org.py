"""Lists schema.org's properties of the types that our structured data uses, for `tests/delivery/standards`.

    npm install --ignore-scripts --prefix build/terms schema-dts@2.1.0
    .venv/bin/python tools/list_schema_org.py build/terms/node_modules/schema-dts/dist/schema.d.ts

Run by hand when a type is added here or a newer vocabulary is wanted. Each type has the types above it, and its own
properties with the types of value that each may have.
"""

import json
import re
import sys
from pathlib import Path

TARGET = Path(__file__).resolve().parent.parent / "tests/delivery/standards/schema_org.json"
USED = [
    "BreadcrumbList",
    "CorrectionComment",
    "CreativeWork",
    "ImageObject",
    "ListItem",
    "NewsArticle",
    "NewsMediaOrganization",
]
USED += ["ContactPoint", "Organization", "Person", "Photograph", "Place", "PropertyValue", "Thing", "WebPage"]
TYPE = re.compile(r"^interface (\w+)Base extends ([^{]+)\{(.*?)^\}", re.MULTILINE | re.DOTALL)
BARE_TYPE = re.compile(r"^interface (\w+)Leaf extends ([^{]+)\{", re.MULTILINE)
"""A type without properties of its own has no base."""
PROPERTY = re.compile(r'^    "(\w+)"\?: SchemaValue<([^,]+),', re.MULTILINE)


def main(source: Path) -> None:
    text = source.read_text().replace("export interface", "interface")
    known = {name: (above, "") for name, above in BARE_TYPE.findall(text)}
    known |= {name: (above, body) for name, above, body in TYPE.findall(text)}
    wanted, listed = list(USED), {}
    while wanted:
        name = wanted.pop()
        above, body = known[name]
        parents = re.findall(r"(\w+)Base\b", above)
        properties = {each: " ".join(_values(values)) for each, values in PROPERTY.findall(body)}
        listed[name] = {"above": parents, "properties": properties}
        wanted += [parent for parent in parents if parent not in listed]
    TARGET.write_text(json.dumps(dict(sorted(listed.items())), indent=1) + "\n")


def _values(types: str) -> list[str]:
    return [name for name in re.findall(r"\w+", types) if name != "IdReference"]


if __name__ == "__main__":
    main(Path(sys.argv[1]))
