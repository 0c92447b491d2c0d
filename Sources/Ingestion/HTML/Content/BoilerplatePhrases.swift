/// Phrases that belong to what stands around content: on buttons, in footers, on notices about cookies.
enum BoilerplatePhrases {
  /// How many of them occur in a short text.
  static func count(in bytes: [UInt8]) -> Int {
    guard bytes.count >= 4 else { return 0 }
    var folded: [UInt8] = [0x20]
    folded.reserveCapacity(bytes.count + 2)
    for byte in bytes {
      if byte.isSpace {
        if folded.last != 0x20 { folded.append(0x20) }
      } else {
        folded.append(byte.isUppercase ? byte | 0x20 : byte)
      }
    }
    return folded.withUnsafeBufferPointer { text in
      var count = 0
      for start in text.indices {
        guard let phrases = byStart[Int(text[start])] else { continue }
        for phrase in phrases where start + phrase.count <= text.count {
          if (1..<phrase.count).allSatisfy({ text[start + $0] == phrase[$0] }) { count += 1 }
        }
      }
      return count
    }
  }

  private static let byStart: [[[UInt8]]?] = {
    var table = [[[UInt8]]?](repeating: nil, count: 256)
    for phrase in phrases {
      table[Int(phrase.utf8.first ?? 0)] = (table[Int(phrase.utf8.first ?? 0)] ?? []) + [Array(phrase.utf8)]
    }
    return table
  }()

  private static let phrases = [
    "all rights reserved", "copyright", "cookie", "privacy policy", "terms of", "terms and", "subscribe", "newsletter", "sign up",
    "sign in", "log in", "login", "register", "read more", "learn more", "see more", "view all", "show more", "load more",
    "see all", "share this", "share on", "tweet", "follow us", "related", "you may also", "you might", "recommended", "comments",
    "leave a reply", "leave a comment", "reply", "advertisement", "sponsored", "previous", "next post", "back to top", "skip to",
    "menu", "search", "add to cart", "add to", "wishlist", "in stock", "free shipping", "contact us", "about us", "min read",
    "posted by", "posted on", "written by", "published", "last updated", "filed under", "tagged", "permalink", "email address",
    "your email", "download the app", "get started", "toggle", "close", "loading", "javascript", "enable", "datenschutz",
    "impressum", "mehr erfahren", "weiterlesen", "teilen", "anmelden", "kommentar", "lire la suite", "mentions l", "connexion",
    "partager", "leer m", "compartir", "suscr", "aviso legal", "accept", "print", "helpful", "report", "upvote", "joined",
  ]
}
