/// Words by which the end of a sentence is told from a full stop inside it, as keys of up to eight bytes in lower case.
enum Abbreviations {
  /// A word of at most eight bytes of ASCII in lower case; nil for others.
  typealias Key = UInt64

  static func key(_ word: some Collection<UInt8>) -> Key? {
    guard word.count <= 8 else { return nil }
    var key: Key = 0
    for byte in word {
      guard byte < 0x80 else { return nil }
      key = key << 8 | Key(byte &- 0x41 < 26 ? byte | 0x20 : byte)
    }
    return key
  }

  private static func keys(_ words: String) -> Set<Key> { Set(words.split(separator: " ").compactMap { key($0.utf8) }) }

  /// A sentence hardly ever ends behind these: titles, and words that point on.
  static let titles = keys(
    """
    mr mrs ms messrs dr prof st mt rev hon gen adm col maj capt cmdr lt sgt cpl pvt gov sen rep pres amb supt insp fr sr sra mme mlle \
    e.g eg i.e ie cf viz vs v approx ca resp incl esp
    """)

  /// They go on where a number follows: `Art. 6`, `p. 12`.
  static let beforeNumbers = keys(
    """
    art arts c sec secs sect s ss cl cls para paras par pars ch chap chaps pt pts no nos nr p pp n nn fn fig figs vol vols ed eds eq eqs \
    app sched reg regs rs rule item tab ex exh doc docs stat v para ver dec. jan feb mar apr jun jul aug sep sept oct nov dec line ll \
    col cols cap caps div prop pos max min op rm apt fl ste
    """)

  /// They go on before a capital, unless this begins a sentence for sure: companies, courts, reporters, states, months, degrees.
  static let joined = keys(
    """
    inc corp co ltd llc llp plc bros assn dept univ inst jr sr esq ph.d m.d b.a m.a ll.b ll.m j.d d.c u.s u.k u.n e.u u.s.a u.s.c \
    cal ct app cir supp dist fed civ crim evid bankr proc mass conn ill ind mich minn miss wis wash tex tenn ariz colo fla ga la md \
    me mo mont neb nev okla ore pa va vt wyo ark ala del n.y n.j n.h n.m n.c n.d s.c s.d w.va cl ch super sup rptr rep reg stat ann \
    op cit id ibid supra infra al etc jan feb mar apr jun jul aug sep sept oct nov dec mon tue tues wed thu thurs fri sat sun ave blvd \
    rd hwy ft in lbs lb oz sq cu min hr hrs yr yrs mos wk wks no nos a.m p.m am pm a.d b.c b.c.e c.e r civ pub sess cong res est tit amend const subch
    """)

  /// What a name goes on with behind its mark: `Yahoo! Inc.`
  static let companies = keys("inc corp co ltd llc plc")

  /// Months that follow a day and its point in German, Danish or Norwegian: `5. Mai`.
  static let monthsBehindDays = keys(
    "januar februar april mai juni juli august september oktober november dezember jan feb apr jun jul aug sept sep okt nov dez")

  /// Hours, behind which a sentence that has begun in earnest ends before any capital.
  static let hours = keys("a.m p.m am pm")

  /// Words that begin a sentence when they have a capital in the midst of one.
  static let starters = keys(
    """
    the a an this that these those it its he she we you they i there here his her their our your my what who whom whose why when where \
    how which while if in on at by for from with without under after before during since until as but and or so yet nor then thus \
    hence however moreover further also although though because once each every no not all both some any most many few several \
    one two three such other another is are was were do does did has have had can could may might must shall should will would let \
    see cf today now later next first second finally instead otherwise please many perhaps only even to of upon
    """)
}
