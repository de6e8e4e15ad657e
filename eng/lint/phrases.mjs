// Finds phrases that are hard to understand in comments, documents and messages. Reads the list of files from standard input. See docs/contributing/writing.md for the reasons.
import { readFileSync } from "node:fs";

const phrases = readFileSync("eng/lint/phrases.txt", "utf8").split("\n").filter((line) => line && !line.startsWith("#"));
const exceptions = new Set(readFileSync("eng/lint/phrase-exceptions.txt", "utf8").split("\n").filter((line) => line && !line.startsWith("#")));
const pattern = new RegExp(phrases.join("|"), "i");
const files = readFileSync(0, "utf8")
  .split("\n")
  .filter((file) => /\.(cs|md|sh|mjs|js|html|csproj|props|targets|proto)$/.test(file) && file !== "CHANGELOG.md" && !file.startsWith("eng/lint/"));

const used = new Set();
let found = 0;
for (const file of files) {
  readFileSync(file, "utf8").split("\n").forEach((line, index) => {
    const match = pattern.exec(line);
    if (!match) return;
    const key = `${file}: ${line.trim()}`;
    if (exceptions.has(key)) {
      used.add(key);
      return;
    }
    found++;
    console.error(`${file}:${index + 1}: "${match[0]}" in: ${line.trim()}`);
  });
}
for (const exception of exceptions) {
  if (!used.has(exception)) {
    found++;
    console.error(`eng/lint/phrase-exceptions.txt: not needed any longer: ${exception}`);
  }
}
console.log(`${found} phrases to rewrite`);
process.exit(found > 0 ? 1 : 0);
