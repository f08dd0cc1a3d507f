// Numbers as people type them: the same reading as ventanilla.records.intake.typed_numbers.

const escape = (sign) => `\\${sign}`;

/** Decimal text for a typed number ("1.234,5" in Spanish), or null. */
export function readNumber(typed, language) {
  const text = typed.replace(/[\s\u00a0\u2009\u202f'’]/g, "");
  const [, sign, digits] = /^([+\-\u2212]?)(.*)$/.exec(text);
  const ways = language === "es" ? [[",", "."], [".", ","]] : [[".", ","], [",", "."]];
  for (const [point, group] of ways) {
    const plain = readPlain(digits, point, group);
    if (plain !== null) return (sign && sign !== "+" ? "-" : "") + plain;
  }
  return null;
}

function readPlain(digits, point, group) {
  const grouped = `[0-9]{1,3}(?:${escape(group)}[0-9]{3})+`;
  const found = new RegExp(`^([0-9]+|${grouped})?(?:${escape(point)}([0-9]+))?$`).exec(digits);
  if (!found || !digits) return null;
  return (found[1] ?? "0").replaceAll(group, "") + (found[2] ? `.${found[2]}` : "");
}
