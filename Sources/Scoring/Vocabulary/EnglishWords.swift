extension Vocabulary.Lists {
  static let english = Vocabulary.Lists(
    classes: [
      (
        .function,
        """
        a an the and or but nor so if then else than as at by for from in into of off on onto out over per to up via with without within
        between among through during before after above below under against about around because while when where which who whom whose
        what that this these those there here it its he she they them their his her him you your we our us i my me is are was were be
        been being am do does did done has have had having not no can could will would shall should may might must each every all any
        some such only also both either neither more most other another same own too very just until unless since although though
        whether how why itself himself herself themselves one upon yet
        """
      ),
      (
        .modal,
        """
        must shall should may might can cannot could will would need needs required requires require mandatory allowed permitted
        prohibited forbidden optional never always
        """
      ),
      (.conditional, "if unless except until when whenever otherwise provided only without while whether instead before after"),
      (
        .unit,
        """
        feet foot ft yards miles mile metres meters metre meter m km cm mm inches inch in pounds pound lb lbs kg g grams tonnes tons ton
        litres liters seconds second sec minutes minute min hours hour days day weeks week months month years year rounds round turns
        turn percent per points point gp sp cp coins dollars euros crowns silver degrees times bytes byte kb mb gb kib mib octets
        characters bits bit levels level dice hits pixels pixel lines columns hz khz mhz ghz ms dpi pt working calendar business
        consecutive
        """
      ),
      (
        .definition,
        "means denotes consists comprises includes returns specifies signifies represents indicates defined called refers"
      ),
      (
        .imperative,
        """
        use set see select click press type enter run add remove choose open close create make put place give move draw roll take install
        edit check ensure specify call note keep start stop copy save delete write read turn apply change replace include define
        """
      ),
      (.address, "you your yours yourself"),
      (
        .licence,
        """
        copyright copyrighted license licence licensed licenses licences licensor licensee sublicense trademark trademarks warranty
        warranties liability liable redistribute redistribution redistributions derivative merchantability infringement disclaimer
        gutenberg patent patents royalty noninfringement fitness covenants hereunder herein thereof verbatim distribute distributed
        distribution permission permissions granted modified copies ebook ebooks donations refund
        """
      ),
      (
        .credit,
        """
        editor editors editorial layout illustrations illustration illustrator typesetting typeset proofreading proofreaders playtesting
        playtesters acknowledgements acknowledgments thanks thank publisher publishing printed edition artwork contributors contributor
        contributed dedicated author authors maintainer maintainers translator translators translation editing isbn published grateful
        gratitude
        """
      ),
      (
        .reference,
        """
        doi isbn issn vol pp al proc journal proceedings press http https www eds arxiv retrieved university ieee acm springer rfc
        conference symposium transactions
        """
      ),
      (
        .navigation,
        """
        home menu login register subscribe newsletter cookies cookie facebook twitter share email rss sitemap search previous prev next
        comments follow download print tags categories posted reply sign up index navigation top back contents modules skip toggle
        """
      ),
      (.narrative, "he she his her him hers i my me himself herself said we our they their was were had"),
      (
        .selfReference,
        """
        chapter chapters section sections appendix appendices manual book document documents guide handbook reader readers tutorial
        edition index contents documentation faq part volume page pages copy website
        """
      ),
      (
        .change,
        """
        added fixed fix updated removed changed improved rewrote rewritten renamed corrected cleaned changelog changes revision release
        released version bug bugs typo typos patch thanks new
        """
      ),
      (
        .month,
        """
        january february march april may june july august september october november december jan feb mar apr jun jul aug sep sept oct
        nov dec
        """
      ),
      (.pointer, "see section sections chapter table figure appendix annex article page rule clause part note cf"),
    ],
    boilerplate: """
      this book, this document, this manual, this guide, this chapter, this section, this page, this report, this appendix, this edition,
      intentionally left, left blank, table of, click here, read more, learn more, sign up, log in, privacy policy, terms of, all rights,
      bug reports, mailing list, home page, see also, web site, the reader, the author, the authors, new features, release notes,
      chapter describes, section describes, all cookies, this website, this site, rights reserved, hereby granted, free software
      """)
}
