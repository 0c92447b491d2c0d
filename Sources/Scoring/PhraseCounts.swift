internal import TextAnalysis

/// How often the words of a chunk say certain things. One pass.
struct PhraseCounts {
  private(set) var function = 0
  private(set) var modal = 0
  private(set) var duty = 0
  private(set) var conditional = 0
  private(set) var pronoun = 0
  private(set) var number = 0
  private(set) var quantity = 0
  private(set) var definition = 0
  private(set) var licence = 0
  private(set) var credit = 0
  private(set) var boilerplate = 0
  private(set) var reference = 0
  private(set) var navigation = 0
  private(set) var capitalised = 0
  private(set) var garbled = 0
  private(set) var pastTense = 0

  init(_ words: [Word]) {
    for (index, word) in words.enumerated() {
      let next = index + 1 < words.count ? words[index + 1].folded : ""
      let text = word.folded
      if FunctionWords.all.contains(text) { function += 1 }
      if FunctionWords.modals.contains(text) { modal += 1 }
      if Self.duties.contains(text) { duty += 1 }
      if FunctionWords.conditionals.contains(text) { conditional += 1 }
      if Self.narrativePronouns.contains(text) { pronoun += 1 }
      if text.hasSuffix("ed"), text.utf8.count > 4 { pastTense += 1 }
      if word.isCapitalised { capitalised += 1 }
      if word.isNumber {
        number += 1
        if Self.units.contains(next) { quantity += 1 }
      } else if Words.isDice(text) {
        quantity += 1
      }
      if Self.definitionVerbs.contains(text) || (text == "defined" && next == "as") || (text == "refers" && next == "to") {
        definition += 1
      }
      if Self.licenceWords.contains(text) || Self.licencePairs.contains(text + " " + next) { licence += 1 }
      if Self.creditWords.contains(text) || (Self.creditVerbs.contains(text) && next == "by") { credit += 1 }
      if Self.boilerplatePairs.contains(text + " " + next) { boilerplate += 1 }
      if Self.referenceWords.contains(text) { reference += 1 }
      if Self.navigationWords.contains(text) { navigation += 1 }
      if Words.isGarbled(text) { garbled += 1 }
    }
  }

  private static let duties: Set<String> = ["must", "shall", "required", "requires", "prohibited", "forbidden", "mandatory"]

  private static let narrativePronouns: Set<String> = [
    "he", "she", "his", "her", "him", "hers", "i", "my", "me", "himself", "herself", "said",
  ]

  private static let units: Set<String> = [
    "feet", "foot", "ft", "yards", "miles", "mile", "metres", "meters", "metre", "m", "km", "cm", "mm", "inches", "inch",
    "pounds", "pound",
    "lb", "lbs", "kg", "g", "grams", "kilograms", "tonnes", "tonne", "tons", "ton", "litres", "liters", "seconds", "second",
    "minutes",
    "minute", "min", "hours", "hour", "days", "day", "weeks", "week", "months", "month", "years", "year", "rounds", "round",
    "turns",
    "percent", "per", "points", "point", "gp", "sp", "cp", "coins", "dollars", "euros", "crowns", "silver", "pieces", "degrees",
    "times",
    "bytes", "kb", "mb", "gb", "octets", "characters", "bits", "levels", "level", "dice", "working", "calendar", "business",
    "consecutive",
  ]
  private static let definitionVerbs: Set<String> = [
    "means", "denotes", "consists", "comprises", "includes", "returns", "specifies", "signifies",
  ]
  private static let licenceWords: Set<String> = [
    "copyright", "copyrighted", "license", "licence", "licensed", "licensor", "licensee", "sublicense", "trademark", "trademarks",
    "warranty",
    "warranties", "liability", "redistribute", "redistribution", "redistributions", "derivative", "isbn", "merchantability",
    "infringement",
    "disclaimer", "gutenberg",
  ]
  private static let licencePairs: Set<String> = [
    "rights reserved", "as is", "hereby granted", "free software", "public license", "creative commons", "open source",
    "without modification",
    "source form", "object form", "royalty free",
  ]
  private static let creditWords: Set<String> = [
    "editor", "editors", "layout", "illustrations", "illustration", "typesetting", "typeset", "proofreading", "proofreaders",
    "playtesting",
    "playtesters", "acknowledgements", "acknowledgments", "thanks", "publisher", "publishing", "printed", "edition", "cover",
    "artwork",
    "contributors", "dedicated", "release", "revised",
  ]
  private static let creditVerbs: Set<String> = [
    "written", "edited", "designed", "illustrated", "published", "typeset", "drawn", "translated", "compiled", "set",
  ]
  private static let boilerplatePairs: Set<String> = [
    "this book", "this document", "this manual", "this page", "this report", "intentionally left", "left blank", "table of",
    "click here",
    "read more", "learn more", "sign up", "log in", "all cookies", "this website", "this site", "privacy policy", "terms of",
  ]
  private static let referenceWords: Set<String> = [
    "doi", "isbn", "vol", "pp", "al", "proc", "journal", "proceedings", "press", "http", "https", "www", "eds", "arxiv",
    "retrieved",
  ]
  private static let navigationWords: Set<String> = [
    "home", "menu", "login", "register", "subscribe", "newsletter", "cookies", "cookie", "facebook", "twitter", "share", "email",
    "rss",
    "sitemap", "search", "previous", "next", "comments", "follow", "download", "print", "tags", "categories", "posted", "reply",
    "sign",
  ]
}
