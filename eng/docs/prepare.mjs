// Copies docs/ for docfx: README.md becomes the start page, and links to files outside docs/ become links to the repository.
// Usage: node prepare.mjs DOCS TARGET REPOSITORY_FILES_URL
import { cpSync, readdirSync, readFileSync, renameSync, statSync, writeFileSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";

const [docs, target, filesUrl] = process.argv.slice(2);
const repository = dirname(resolve(docs));

cpSync(docs, target, { recursive: true });
for (const page of readdirSync(target, { recursive: true }).filter((name) => name.endsWith(".md"))) {
  const text = readFileSync(join(target, page), "utf8").replace(/\]\(([^)\s]+)\)/g, (link, address) => `](${rewrite(page, address)})`);
  writeFileSync(join(target, page), text);
}
renameSync(join(target, "README.md"), join(target, "index.md"));

function rewrite(page, address) {
  if (/^([a-z]+:|#)/.test(address)) return address;
  const [path, anchor] = address.split("#");
  const file = resolve(docs, dirname(page), path);
  const inDocs = relative(resolve(docs), file);
  if (inDocs.startsWith("..") || statSync(file).isDirectory()) return `${filesUrl}/${relative(repository, file)}${anchor ? `#${anchor}` : ""}`;
  return inDocs === "README.md" ? address.replace("README.md", "index.md") : address;
}
