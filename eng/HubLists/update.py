"""Writes the lists that rules over model cards go by: licences, tasks and libraries of the Hugging Face Hub, and language codes.

  python3 eng/HubLists/update.py HUB_DOCS HUGGINGFACE_JS ISO_639_3

HUB_DOCS and HUGGINGFACE_JS are clones of huggingface/hub-docs and huggingface/huggingface.js; ISO_639_3 is the unpacked npm package iso-639-3.
"""
import json, pathlib, re, subprocess, sys

hub_docs, huggingface_js, iso = sys.argv[1:]
target = pathlib.Path(__file__).parents[2] / "src/ModelProvenance/Validation/Rules/Cards"


def git(repository, *arguments):
    return subprocess.check_output(["git", "-C", repository, *arguments], text=True)


def file(repository, path):
    return git(repository, "show", f"HEAD:{path}")


def keys(path):
    return re.findall(r'^\t"?([A-Za-z0-9._-]+)"?: \{', file(huggingface_js, path), re.M)


docs_commit, docs_date = git(hub_docs, "log", "-1", "--format=%H %cs").split()
js_commit, js_date = git(huggingface_js, "log", "-1", "--format=%H %cs").split()
table = file(hub_docs, "docs/hub/repositories-licenses.md").split("<!-- region licenses -->")[1].split("<!-- endregion -->")[0]
licenses = re.findall(r"^\|[^|]*\| `([^`]+)`", table, re.M)
tasks = keys("packages/tasks/src/pipelines.ts")
libraries = sorted(keys("packages/tasks/src/model-libraries.ts"))

source = (pathlib.Path(iso) / "iso6393.js").read_text()
version = json.loads((pathlib.Path(iso) / "package.json").read_text())["version"]
three = set(re.findall(r"iso6393: '([a-z]{3})'", source)) | set(re.findall(r"iso6392[BT]: '([a-z]{3})'", source))
two = set(re.findall(r"iso6391: '([a-z]{2})'", source))

with open(target / "hub-lists.txt", "w") as out:
    out.write("# Written by eng/HubLists/update.py. A section: its name, the day of its source, the source; then one value a line, in the order of the source.\n")
    out.write(f"[licenses] {docs_date} huggingface/hub-docs@{docs_commit} docs/hub/repositories-licenses.md\n" + "".join(f"{v}\n" for v in licenses))
    out.write(f"[tasks] {js_date} huggingface/huggingface.js@{js_commit} packages/tasks/src/pipelines.ts\n" + "".join(f"{v}\n" for v in tasks))
    out.write(f"[libraries] {js_date} huggingface/huggingface.js@{js_commit} packages/tasks/src/model-libraries.ts\n" + "".join(f"{v}\n" for v in libraries))
with open(target / "languages.txt", "w") as out:
    out.write(f"# Written by eng/HubLists/update.py from the npm package iso-639-3 {version}: codes of ISO 639-1, then of ISO 639-2 and 639-3, sorted, without separators.\n")
    out.write("".join(sorted(two)) + "\n" + "".join(sorted(three)) + "\n")
print(len(licenses), len(tasks), len(libraries), len(two), len(three))
