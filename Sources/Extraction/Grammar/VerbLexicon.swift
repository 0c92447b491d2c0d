internal import TextAnalysis

/// Forms of common English verbs.
///
/// A closed list of verbs that prose of every field uses, with the forms that grammar makes of them; a word that is not in it is taken
/// for no verb. So what is recognised is sure, and what is not costs a question.
enum VerbLexicon {
  enum Form: Sendable {
    case base, thirdPerson, past, gerund
  }

  /// The verb that a word is a form of, and which; nil for other words. A form that is several is taken in the order base, third person,
  /// past, gerund.
  static func form(_ word: Word) -> (base: String, form: Form)? { table[word] }

  /// - Parameter word: in lower case.
  static func form(_ word: String) -> (base: String, form: Form)? { table[word] }

  static func isBase(_ word: Word) -> Bool { table[word]?.form == .base }
  static func isBase(_ word: String) -> Bool { table[word]?.form == .base }

  /// Whether a word is a verb in the third person and no noun in the plural: `provides`, but not `supports`.
  static func isNoNoun(_ word: Word) -> Bool { noNouns.contains(word) }

  private static let noNouns: WordSet = [
    "accepts", "adds", "allows", "appears", "applies", "assumes", "avoids", "becomes", "begins", "brings", "chooses", "computes",
    "consists", "contains", "converts", "creates", "defines", "deletes", "depends", "describes", "determines", "disables", "does",
    "enables", "ensures", "executes", "expects", "explains", "fails", "finds", "follows", "generates", "gives", "goes", "has",
    "happens", "ignores", "implements", "improves", "includes", "indicates", "inherits", "initializes", "installs", "keeps",
    "lets",
    "makes", "manages", "needs", "obtains", "occurs", "offers", "opens", "performs", "prevents", "provides", "reads", "receives",
    "refers", "remains", "removes", "replaces", "represents", "requires", "retrieves", "returns", "runs", "says", "sends",
    "serves",
    "specifies", "starts", "takes", "tells", "treats", "tries", "uses", "writes",
  ]

  /// Whether a word can stand behind `be` as what was done: `stored`, `written`.
  static func isParticiple(_ word: String) -> Bool {
    if participles.contains(word) || table[word]?.form == .past { return true }
    return word.utf8.count > 4 && word.hasSuffix("ed") && !word.hasSuffix("eed")
  }

  private static let table: WordMap<(base: String, form: Form)> = {
    var table: [String: (base: String, form: Form)] = [:]
    for verb in verbs { table[verb] = (verb, .base) }
    for verb in verbs {
      for (form, kind) in [(thirdPerson(verb), Form.thirdPerson), (past(verb), .past), (gerund(verb), .gerund)]
      where table[form] == nil { table[form] = (verb, kind) }
    }
    for (past, base) in irregular where table[past] == nil { table[past] = (base, .past) }
    return WordMap(table.map { ($0, $1) })
  }()

  static func thirdPerson(_ verb: String) -> String {
    if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) { return verb.dropLast() + "ies" }
    return ["s", "x", "z", "ch", "sh", "o"].contains { verb.hasSuffix($0) } ? verb + "es" : verb + "s"
  }

  private static func past(_ verb: String) -> String {
    if verb.hasSuffix("e") { return verb + "d" }
    if verb.hasSuffix("y"), let before = verb.dropLast().last, !"aeiou".contains(before) { return verb.dropLast() + "ied" }
    return (doubled.contains(verb) ? verb + String(verb.suffix(1)) : verb) + "ed"
  }

  private static func gerund(_ verb: String) -> String {
    if verb.hasSuffix("e"), !verb.hasSuffix("ee") { return verb.dropLast() + "ing" }
    return (doubled.contains(verb) ? verb + String(verb.suffix(1)) : verb) + "ing"
  }

  private static let doubled: WordSet = [
    "begin", "commit", "control", "drop", "fit", "get", "let", "map", "occur", "permit", "plan", "prefer", "put", "refer", "run",
    "set", "ship", "skip", "slip", "spin", "stir", "swim", "dig", "annul", "split", "stop", "strip", "submit", "swap", "transfer",
    "trim", "win", "wrap", "cut", "hit", "plug",
  ]

  private static let participles = WordSet(irregular.map(\.0))

  private static let irregular: [(String, String)] = [
    ("begun", "begin"), ("bound", "bind"), ("bought", "buy"), ("broken", "break"), ("brought", "bring"), ("built", "build"),
    ("chosen", "choose"), ("done", "do"), ("drawn", "draw"), ("driven", "drive"), ("fed", "feed"), ("felt", "feel"),
    ("forgotten", "forget"), ("found", "find"), ("given", "give"), ("gone", "go"), ("grown", "grow"), ("held", "hold"),
    ("hidden", "hide"), ("kept", "keep"), ("known", "know"), ("laid", "lay"), ("left", "leave"), ("lost", "lose"),
    ("made", "make"), ("meant", "mean"), ("met", "meet"), ("overridden", "override"), ("paid", "pay"), ("put", "put"),
    ("read", "read"), ("rewritten", "rewrite"), ("run", "run"), ("said", "say"), ("seen", "see"), ("sent", "send"),
    ("set", "set"), ("shown", "show"), ("sold", "sell"), ("sought", "seek"), ("spent", "spend"), ("split", "split"),
    ("stood", "stand"), ("sworn", "swear"), ("taken", "take"), ("taught", "teach"), ("thought", "think"), ("thrown", "throw"),
    ("told", "tell"), ("understood", "understand"), ("won", "win"), ("worn", "wear"), ("written", "write"), ("cast", "cast"),
    ("cut", "cut"), ("dealt", "deal"), ("hit", "hit"), ("spoken", "speak"), ("bent", "bend"), ("lit", "light"), ("hurt", "hurt"),
    ("shut", "shut"), ("rung", "ring"), ("bitten", "bite"), ("blown", "blow"), ("borne", "bear"), ("dug", "dig"),
    ("eaten", "eat"), ("fled", "flee"), ("flown", "fly"), ("frozen", "freeze"), ("hung", "hang"), ("lent", "lend"),
    ("overcome", "overcome"), ("overtaken", "overtake"), ("shaken", "shake"), ("shot", "shoot"), ("slept", "sleep"),
    ("spread", "spread"), ("stuck", "stick"), ("sunk", "sink"), ("swept", "sweep"), ("swum", "swim"), ("swung", "swing"),
    ("torn", "tear"), ("withheld", "withhold"), ("withstood", "withstand"), ("spun", "spin"), ("overridden", "override"),
    ("struck", "strike"), ("slain", "slay"),
  ]

  private static let verbs: [String] = """
    accept access accompany achieve acquire act adapt add address adjust adopt advise affect agree allow alter amend announce answer
    appear append apply appoint approach approve arrange arrive ask assemble assess assign assist assume attach attack attempt attend
    authorize avoid award base become begin behave belong bind block boot borrow break bring build buy calculate call cancel capture
    carry cast cause cease change charge check choose claim classify clean clear close collect combine come command comment commit
    communicate compare compile complete comply comprise compute conclude conduct configure confirm conflict connect consider consist
    construct consult consume contact contain continue contribute control convert convey copy correspond cost count cover create cross
    cut damage deal debug decide declare decrease deem define delay delegate delete deliver demand demonstrate denote deny depend deploy
    describe deserve design designate destroy detect determine develop differ direct disable discard disclose discover discuss display
    distinguish distribute divide document double download draw drive drop earn edit elect eliminate employ enable encode encourage end
    endorse enforce engage enhance ensure enter equal equip establish estimate evaluate examine exceed exchange exclude execute exempt
    exercise exist expand expect expire explain export express extend extract face fail fall feed fetch fight file fill filter find finish
    fit fix follow forbid force form format forward fulfil function fund gain generate get give go govern grant group grow guarantee guide
    halt handle happen have hear help hide hire hit hold host identify ignore implement imply import impose improve include incorporate
    increase indicate inflict inform inherit initialize initiate inspect install instruct insure intend interact interpret introduce invoke
    involve issue join judge keep know label lack last launch lay lead learn leave lend let level license lie lift limit link list live load
    locate lock log look lose lower maintain make manage manipulate map mark match mean measure meet mention merge migrate minimize miss
    modify monitor mount move multiply name need negotiate notify number obey observe obtain occupy occur offer omit open operate oppose
    optimize order organize originate output overlap override overwrite owe own package parse participate pass pay perform permit persist
    pertain place plan play point possess post precede prefer prepare present preserve press prevent print proceed process produce prohibit
    promote propose protect prove provide publish purchase push put qualify query quote raise range reach read rebuild receive recognize
    recommend record recover reduce refer reflect refuse regain register regulate reject relate release rely remain remove rename render
    renew repair repeat replace report represent request require reserve reset reside resign resist resolve respect respond restore restrict
    result resume retain retrieve return reveal reverse review revoke reward ride rise roll rotate run save say scan search secure see seek
    select sell send separate serve set settle share shift show shut sign signal simplify sit skip solve sort speak specify spend split
    stand start state stay steal stop store strike strip submit subtract succeed suffer suggest suit supersede supervise supply support
    suppress surrender survive suspend swap switch take target tell terminate test throw tie touch track train transfer transform translate
    transmit travel treat trigger try turn understand undertake uninstall unpack update upgrade upload use utilize validate vary verify
    annotate compress customize decrypt embed emphasize encapsulate encrypt erase expose highlight instantiate intercept interpolate iterate
    prioritize refresh reload restart reuse serialize sharpen shrink spawn standardize substitute summarize synchronize throttle toggle
    truncate view violate visit vote wait walk warn wear weigh win withdraw work wrap write yield
    abide absorb accrue adhere adjourn advance aim align allocate annul arise assert attract await bake bear bend bite bleed blow boil
    bounce breach breathe burn carve climb collapse compensate conceal confer constitute contradict contravene convene cook crawl creep
    crush cure deduct defeat defend deposit derive descend detain diagnose die dig dilute disappear discharge dispatch dissolve disturb
    dominate drain drift drown dry eat elapse embark emerge emit empty enact encounter endure enrol entail entitle envelop erect escape
    evacuate evaporate evolve exert exhaust explode fade fasten finance flee float flow fly fold forfeit freeze furnish gather glow grind
    hang harm haul heal heat hunt ignite imagine impair incur infringe inhabit inject injure inquire insert insist interfere interrupt
    invade invent invest invite justify kill land leak leap linger listen loosen melt mix moor navigate neglect nominate obstruct overcome
    overflow overtake penetrate persuade pour predict prescribe preside presume prevail privilege proclaim prosecute pull pump punish
    pursue ratify react reckon recruit redeem refund regret reimburse reinforce relax relieve rent repeal reproduce rescind rescue
    restrain retire retreat revert rinse sail satisfy scatter seize shake shine shoot sink sleep slip smell soak spill spin spoil spread
    steer stick stir stow strengthen stretch strive suck sue summon suppose surround suspect swallow sweep swell swim swing tear tend
    halve light repay triple
    threaten tolerate tow transport trust unite unload unlock vanish ventilate waive wander wash waste weaken withhold withstand worship
    """.split(whereSeparator: \.isWhitespace).map(String.init)
}
