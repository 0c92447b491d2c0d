/// Days in running text and in machine-readable forms.
enum DateText {
  /// A day as `2024-05-01`, from ISO 8601, from numbers (`31.5.2012`, `5/31/2012`, `2012/05/31`) or with the name of a month in
  /// English, German, French, Spanish, Italian, Dutch, Polish, Portuguese
  /// or Russian; nil where there is none, or it cannot be.
  static func day(in text: String) -> String? {
    let tokens = tokens(of: text)
    for index in tokens.indices {
      if let day = day(at: index, in: tokens) { return day }
    }
    return nil
  }

  /// Whether two days, as ``day(in:)`` gives them, follow one another.
  static func areNeighbours(_ first: String, _ second: String) -> Bool {
    func number(_ day: String) -> Int? {
      let parts = day.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 3 else { return nil }
      // Days since the first of March of the year 0.
      let (year, month) = parts[1] > 2 ? (parts[0], parts[1] - 3) : (parts[0] - 1, parts[1] + 9)
      return 365 * year + year / 4 - year / 100 + year / 400 + (153 * month + 2) / 5 + parts[2]
    }
    guard let first = number(first), let second = number(second) else { return false }
    return abs(first - second) == 1
  }

  /// The hour of the first time of day, `17:05`; nil where there is none.
  static func hour(in text: String) -> Int? {
    let bytes = Array(text.utf8.prefix(100))
    guard let colon = bytes.firstIndex(of: UInt8(ascii: ":")), colon > 0, bytes[colon - 1].isDigit else { return nil }
    let start = colon > 1 && bytes[colon - 2].isDigit ? colon - 2 : colon - 1
    return Int(String(decoding: bytes[start..<colon], as: UTF8.self)).flatMap { $0 < 24 ? $0 : nil }
  }

  /// Whether a time in ISO 8601 ends with its distance from universal time: `Z`, `+01:00`, `-0600`.
  static func hasZone(_ text: String) -> Bool {
    guard let time = text.utf8.firstIndex(of: UInt8(ascii: "T")) else { return false }
    return text.utf8[time...].contains { "Zz+-".utf8.contains($0) }
  }

  /// A run of digits or letters, and the byte behind it.
  private struct Token {
    var number: Int?
    var length: Int
    var word: String
    var next: UInt8
  }

  private static func tokens(of text: String) -> [Token] {
    var tokens: [Token] = []
    var bytes: [UInt8] = []
    var isNumber = false
    func end(_ next: UInt8) {
      guard !bytes.isEmpty else { return }
      let word = String(decoding: bytes, as: UTF8.self).lowercased()
      tokens.append(Token(number: isNumber && bytes.count <= 8 ? Int(word) : nil, length: bytes.count, word: word, next: next))
      bytes = []
    }
    for byte in text.utf8.prefix(400) {
      let isDigit = byte.isDigit
      if isDigit || byte.isLetter || byte >= 0x80 {
        if !bytes.isEmpty, isDigit != isNumber { end(byte) }
        isNumber = isDigit
        bytes.append(byte)
      } else {
        end(byte)
      }
    }
    end(0)
    return tokens
  }

  private static func day(at index: Int, in tokens: [Token]) -> String? {
    func number(_ offset: Int) -> Int? { index + offset < tokens.count ? tokens[index + offset].number : nil }
    func length(_ offset: Int) -> Int { index + offset < tokens.count ? tokens[index + offset].length : 0 }
    func month(_ offset: Int) -> Int? {
      index + offset < tokens.count
        ? months[String(tokens[index + offset].word.prefix(3))] ?? months[tokens[index + offset].word] : nil
    }
    let first = tokens[index]
    if let value = first.number {
      if first.length == 8, let day = iso(value / 10_000, value / 100 % 100, value % 100) { return day }
      if first.length == 4, "-/.".utf8.contains(first.next), let second = number(1), let third = number(2), length(1) <= 2 {
        return iso(value, second, third)
      }
      if first.length <= 2, "./-".utf8.contains(first.next), let second = number(1), length(1) <= 2,
        let year = year(number(2), length(2))
      {
        // Points part days from months; strokes do so in America the other way round.
        if first.next == UInt8(ascii: "/"), value <= 12, second > 12 || value < second { return iso(year, value, second) }
        return iso(year, second, value) ?? iso(year, value, second)
      }
      if first.length <= 2 {
        // `1 May 2020`, `1. Mai 2020`, `1 de mayo de 2020`, `1st of May 2020`
        for offset in 1...3 where offset < 4 {
          guard let found = month(offset), isMonthName(tokens[index + offset].word) else { continue }
          for last in offset + 1...offset + 2 {
            if let year = year(number(last), length(last)), length(last) == 4 { return iso(year, found, value) }
          }
        }
      }
      return nil
    }
    // `May 1, 2020`, `May 1st, 2020`
    guard isMonthName(first.word), let found = month(0), let day = number(1), length(1) <= 2 else { return nil }
    for last in 2...3 { if let year = year(number(last), length(last)), length(last) == 4 { return iso(year, found, day) } }
    return nil
  }

  private static func year(_ value: Int?, _ length: Int) -> Int? {
    guard let value else { return nil }
    if length == 4 { return value }
    return length == 2 ? (value < 70 ? 2000 + value : 1900 + value) : nil
  }

  private static func iso(_ year: Int, _ month: Int, _ day: Int) -> String? {
    guard (1970...2100).contains(year), (1...12).contains(month), (1...31).contains(day) else { return nil }
    func two(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
    return "\(year)-\(two(month))-\(two(day))"
  }

  private static func isMonthName(_ word: String) -> Bool { names.contains(word) }

  /// Names of months by their first three letters, with the few that need more.
  private static let months: [String: Int] = [
    "jan": 1, "ene": 1, "gen": 1, "sty": 1, "jän": 1, "feb": 2, "fév": 2, "fev": 2, "lut": 2, "mar": 3, "mär": 3, "mrz": 3,
    "maa": 3, "apr": 4, "avr": 4, "abr": 4, "kwi": 4, "may": 5, "mai": 5, "mag": 5, "mei": 5, "maj": 5, "jun": 6, "juin": 6,
    "giu": 6, "cze": 6, "jul": 7, "juil": 7, "juillet": 7, "lug": 7, "lip": 7, "aug": 8, "aoû": 8, "aou": 8, "ago": 8, "sie": 8,
    "sep": 9, "set": 9, "wrz": 9, "oct": 10, "okt": 10, "ott": 10, "out": 10, "paź": 10, "nov": 11, "lis": 11, "dec": 12,
    "янв": 1, "фев": 2, "мар": 3, "апр": 4, "мая": 5, "июн": 6, "июл": 7, "авг": 8, "сен": 9, "окт": 10, "ноя": 11, "дек": 12,
    "dez": 12, "déc": 12, "dic": 12, "gru": 12,
  ]

  private static let names: Set<String> = Set(
    """
    january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
    nov dec januar februar märz mai juni juli oktober dezember jänner mrz okt dez janvier février mars avril juin juillet août
    septembre octobre novembre décembre janv févr avr juil déc enero febrero marzo abril mayo junio julio agosto septiembre octubre
    noviembre diciembre gennaio febbraio aprile maggio giugno luglio settembre ottobre dicembre januari februari maart mei augustus
    stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia janeiro fevereiro março maio
    января февраля марта апреля мая июня июля августа сентября октября ноября декабря junho julho setembro outubro novembro dezembro
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
