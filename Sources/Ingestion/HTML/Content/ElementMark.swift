/// What an element says of its part of the page, by its tag, its role, and the words of its class and id.
///
/// The words are those that sites use again and again; they were gathered by reading pages, and none stands for one site.
enum ElementMark: Int, CaseIterable, Sendable {
  // By tag or role.
  case nav, header, footer, aside, main, article, section, form, list, table, definitionList, figure, quote, link, control,
    details, code, dialog, hidden, heading, paragraph, noscript, iconic
  // By the words of class and id.
  case wordMenu, wordFooter, wordHeader, wordSidebar, wordComment, wordShare, wordAd, wordRelated, wordCookie, wordSubscribe,
    wordCrumb, wordPager, wordMeta, wordTag, wordLogin, wordModal, wordHidden, wordContents, wordProduct, wordPrice, wordReview,
    wordPost, wordContent, wordBody, wordThread, wordAnswer, wordCaption, wordTeaser, wordCard, wordGrid, wordTitle,
    wordDescription, wordWidget, wordTool, wordTab, wordHero, wordFAQ, wordAuthor, wordDate, wordNote, wordDoc, wordSocial,
    wordPromo, wordSkip, wordFilter, wordCart, wordUser, wordQuote, wordSignature, wordFeature, wordBanner, wordText

  static let count = allCases.count

  /// A set of marks.
  struct Set: OptionSet, Sendable {
    var rawValue: UInt128
    init(rawValue: UInt128) { self.rawValue = rawValue }
    init(_ mark: ElementMark) { rawValue = 1 << UInt128(mark.rawValue) }

    func forEach(_ body: (ElementMark) -> Void) {
      var rest = rawValue
      while rest != 0 {
        if let mark = ElementMark(rawValue: rest.trailingZeroBitCount) { body(mark) }
        rest &= rest - 1
      }
    }
  }

  /// What tags, roles and words mean, laid out so that looking up costs little.
  struct Lookup {
    private let byTag: [Set]
    private let byRole: [String: Set]
    private var keys: [UInt64]
    private var sets: [Set]

    private static let size = 4096

    init() {
      byTag = HTMLTag.allCases.map { ElementMark.byTag[$0] ?? [] }
      byRole = ElementMark.byRole
      keys = [UInt64](repeating: 0, count: Self.size)
      sets = [Set](repeating: [], count: Self.size)
      for (key, set) in ElementMark.byWord {
        var place = Self.place(key)
        while keys[place] != 0 { place = (place + 1) % Self.size }
        (keys[place], sets[place]) = (key, set)
      }
    }

    private static func place(_ key: UInt64) -> Int { Int(truncatingIfNeeded: (key &* 0x9E37_79B9_7F4A_7C15) >> 52) }

    fileprivate func word(_ key: UInt64) -> Set {
      var place = Self.place(key)
      while keys[place] != 0 {
        if keys[place] == key { return sets[place] }
        place = (place + 1) & (keys.count - 1)
      }
      return []
    }

    fileprivate func tag(_ tag: HTMLTag) -> Set { byTag[tag.order] }
    fileprivate func role(_ name: ArraySlice<UInt8>) -> Set { byRole[String(decoding: name, as: UTF8.self).lowercased()] ?? [] }
  }

  static let lookup = Lookup()

  /// The marks of an element; `lookup` is ``lookup``.
  static func marks(of index: Int, in tree: HTMLTree, _ lookup: Lookup) -> Set {
    let tag = tree.nodes[index].tag
    var marks = lookup.tag(tag)
    guard tree.nodes[index].count > 0 else { return marks }
    for attribute in tree.attributes[Int(tree.nodes[index].start)..<Int(tree.nodes[index].start) + Int(tree.nodes[index].count)] {
      let value = tree.bytes[Int(attribute.start)..<Int(attribute.start) + Int(attribute.count)]
      switch attribute.name {
      case .class, .id, .itemprop: marks.formUnion(words(in: value, lookup))
      case .role: marks.formUnion(lookup.role(value))
      case .hidden: marks.insert(Set(.hidden))
      case .ariaHidden: if value.elementsEqual("true".utf8) { marks.insert(Set(.hidden)) }
      case .style: if hides(value) { marks.insert(Set(.hidden)) }
      default: break
      }
    }
    return marks
  }

  /// Whether an inline style hides.
  private static func hides(_ style: ArraySlice<UInt8>) -> Bool {
    guard style.count >= 12 else { return false }
    let written = style.filter { !$0.isSpace }[...]
    return written.holds("display:none") || written.holds("visibility:hidden")
  }

  /// The marks of the words in a class or an id: runs of letters, parted also where a capital follows a small letter.
  private static func words(in value: ArraySlice<UInt8>, _ lookup: Lookup) -> Set {
    var marks: Set = []
    var key: UInt64 = 0
    var count = 0
    var last: UInt8 = 0
    func end() {
      if count >= 2 { marks.formUnion(lookup.word(key)) }
      (key, count) = (0, 0)
    }
    for byte in value {
      if byte.isLetter {
        if byte.isUppercase, count > 0, !last.isUppercase { end() }
        key = (key ^ UInt64(byte | 0x20)) &* 0x0000_0100_0000_01B3
        count += 1
      } else if count > 0 {
        end()
      }
      last = byte
    }
    if count > 0 { end() }
    return marks
  }

  private static func key(_ word: String) -> UInt64 {
    word.utf8.reduce(0) { ($0 ^ UInt64($1)) &* 0x0000_0100_0000_01B3 }
  }

  private static let byTag: [HTMLTag: Set] = [
    .nav: Set(.nav), .menu: Set(.nav), .header: Set(.header), .footer: Set(.footer), .aside: Set(.aside), .main: Set(.main),
    .article: Set(.article), .section: Set(.section), .form: Set(.form), .ul: Set(.list), .ol: Set(.list), .table: Set(.table),
    .dl: Set(.definitionList), .figure: Set(.figure), .figcaption: Set(.figure), .blockquote: Set(.quote), .a: Set(.link),
    .button: Set(.control), .label: Set(.control), .select: Set(.control), .option: Set(.control), .textarea: Set(.control),
    .legend: Set(.control), .details: Set(.details), .summary: Set(.details), .pre: Set(.code), .code: Set(.code),
    .dialog: Set(.dialog), .h1: Set(.heading), .h2: Set(.heading), .h3: Set(.heading), .h4: Set(.heading), .h5: Set(.heading),
    .h6: Set(.heading), .p: Set(.paragraph), .noscript: Set(.noscript), .i: Set(.iconic), .address: Set(.wordAuthor),
    .time: Set(.wordDate), .search: Set(.form),
  ]

  private static let byRole: [String: Set] = [
    "navigation": Set(.nav), "menu": Set(.nav), "menubar": Set(.nav), "banner": Set(.header), "contentinfo": Set(.footer),
    "complementary": Set(.aside), "main": Set(.main), "article": Set(.article), "search": Set(.form), "dialog": Set(.dialog),
    "alertdialog": Set(.dialog), "alert": Set(.dialog), "button": Set(.control), "tab": Set(.wordTab), "tablist": Set(.wordTab),
    "tooltip": Set(.hidden), "list": Set(.list), "feed": Set(.wordGrid), "document": Set(.main), "presentation": [],
  ]

  private static let byWord: [UInt64: Set] = {
    let words: [(ElementMark, String)] = [
      (.wordMenu, "nav navbar navigation navi menu menus submenu dropdown megamenu mainmenu sidenav topnav subnav hamburger"),
      (.wordFooter, "footer foot bottom colophon copyright legal imprint impressum footnav pagefooter sitefooter"),
      (.wordHeader, "header head top topbar masthead siteheader pageheader"),
      (.wordSidebar, "sidebar side aside rail secondary tertiary complementary col sidecol rightcol leftcol"),
      (.wordComment, "comment comments commentlist respond disqus kommentar kommentare reply replies discussion"),
      (.wordShare, "share sharing shares sharebar addthis addtoany sharedaddy teilen"),
      (.wordSocial, "social socials facebook twitter instagram linkedin pinterest whatsapp youtube follow"),
      (
        .wordAd,
        "ad ads advert advertisement advertising adsense sponsor sponsored sponsors banner dfp gpt werbung anzeige outbrain taboola"
      ),
      (
        .wordRelated,
        "related recommended recommendations recommendation similar suggested suggestions more also further trending popular recent latest upsell crosssell"
      ),
      (.wordCookie, "cookie cookies consent gdpr ccpa privacy onetrust"),
      (.wordSubscribe, "subscribe subscription newsletter signup optin mailchimp email paywall"),
      (.wordCrumb, "breadcrumb breadcrumbs crumb crumbs path"),
      (.wordPager, "pagination pager paging paginate pages prev previous next nextprev"),
      (.wordMeta, "meta metadata info byline dateline postmeta details posted published stats"),
      (.wordTag, "tag tags tagged tagcloud category categories topics keywords labels"),
      (.wordLogin, "login signin register account auth password"),
      (.wordModal, "modal popup popover overlay lightbox tooltip drawer offcanvas flyout toast"),
      (.wordHidden, "hidden hide invisible sr screenreader visuallyhidden noprint collapsed"),
      (.wordContents, "toc tableofcontents contents outline onthispage"),
      (.wordProduct, "product products prod item items shop store woocommerce pdp sku"),
      (.wordPrice, "price prices pricing amount cost money sale discount"),
      (.wordReview, "review reviews rating ratings stars testimonial testimonials"),
      (.wordPost, "post posts entry entries blog story news hentry blogpost"),
      (.wordContent, "content contents maincontent pagecontent main primary inhalt contenido contenu"),
      (
        .wordBody,
        "body articlebody postbody entrycontent postcontent articlecontent storybody richtext rte wysiwyg prose markdown"
      ),
      (.wordText, "text txt copy paragraph texto texte richtext"),
      (.wordThread, "thread threads topic topics forum message messages msg posting conversation postbit"),
      (.wordAnswer, "answer answers question questions solution accepted"),
      (.wordCaption, "caption captions figcaption credit credits legend wp"),
      (.wordTeaser, "teaser teasers excerpt snippet summary preview intro lead standfirst abstract"),
      (.wordCard, "card cards tile tiles box panel block"),
      (
        .wordGrid,
        "grid list listing listings results result row rows columns feed archive loop collection carousel slider slide swiper"
      ),
      (.wordTitle, "title headline heading heading subtitle name h"),
      (
        .wordDescription,
        "description desc descr descriptions overview about bio details specification specifications specs features"
      ),
      (.wordWidget, "widget widgets module plugin gadget sidebarwidget portlet"),
      (.wordTool, "toolbar tools tool actions action buttons btn button print controls control edit editsection"),
      (.wordTab, "tab tabs tabbed accordion collapse collapsible panel pane toggle"),
      (.wordHero, "hero jumbotron cover splash billboard"),
      (.wordFAQ, "faq faqs qa"),
      (.wordAuthor, "author authors autor auteur writer contributor profile bio"),
      (.wordDate, "date time datetime timestamp published updated modified ago"),
      (.wordNote, "note notes footnote footnotes references reference citation reflist admonition warning tip callout"),
      (.wordDoc, "doc docs document documentation section chapter article api method function"),
      (.wordPromo, "promo promotion promotions promoted cta calltoaction offer deal campaign"),
      (.wordSkip, "skip skiplink jump backtotop totop scroll"),
      (.wordFilter, "filter filters facet facets sort sorting refine search searchform searchbox"),
      (.wordCart, "cart basket checkout wishlist addtocart buy bag"),
      (.wordUser, "user users member members avatar username profile rank reputation"),
      (.wordQuote, "quote quotes blockquote pullquote quoted bbcode"),
      (.wordSignature, "signature sig"),
      (.wordFeature, "feature features featured benefit benefits service services solution solutions"),
      (.wordBanner, "banner notice announcement alert ribbon"),
    ]
    var table: [UInt64: Set] = [:]
    for (mark, list) in words {
      for word in list.split(separator: " ") { table[key(String(word)), default: []].formUnion(Set(mark)) }
    }
    return table
  }()
}
