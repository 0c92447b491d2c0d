/// English abbreviations that end in a full stop, lower-cased and without the last stop.
enum Abbreviations {
  /// A sentence hardly ever ends behind these.
  static let neverEnding: Set<String> = [
    "mr", "mrs", "ms", "dr", "prof", "st", "rev", "hon", "gen", "col", "capt", "lt", "sgt", "gov", "sen", "rep", "pres", "e.g",
    "eg",
    "i.e", "ie", "cf", "viz", "vs", "v", "approx", "ca", "resp", "al", "u.s.c", "fed", "r", "civ", "crim", "supp", "incl", "esp",
  ]
  /// These go on only where a number follows: `Art. 6`, `p. 12`.
  static let beforeNumbers: Set<String> = [
    "art", "arts", "sec", "secs", "s", "ss", "cl", "cls", "para", "paras", "par", "ch", "chap", "pt", "no", "nos", "p", "pp",
    "fig",
    "figs", "vol", "vols", "ed", "eq", "app", "sched", "reg", "regs", "rs", "jan", "feb", "mar", "apr", "jun", "jul", "aug",
    "sep",
    "sept", "oct", "nov", "dec", "rule", "item", "table", "tab",
  ]
}
