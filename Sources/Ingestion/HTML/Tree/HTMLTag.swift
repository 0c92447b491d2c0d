/// The elements that matter to reading; all others are ``other``.
enum HTMLTag: String, CaseIterable, Sendable {
  /// No element, but text.
  case text = "#text"
  case other = ""
  case a, abbr, address, annotation, area, article, aside, audio, b, base, basefont, bdi, bgsound, blockquote, body, br, button,
    canvas, caption, center,
    cite, code, col, colgroup, data, datalist, dd, del, details, dfn, dialog, dir, div, dl, dt, em, embed, fieldset, figcaption,
    figure, font, footer, form, frame, frameset, h1, h2, h3, h4, h5, h6, head, header, hgroup, hr, html, i, iframe, img, input,
    ins, kbd, keygen, label, legend, li, link, main, map, mark, math, menu, meta, nav, noembed, noframes, noscript, object, ol,
    optgroup, option, p, param, picture, plaintext, pre, q, rp, rt, ruby, s, samp, script, search, section, select, small, source,
    span,
    strike, strong, style, sub, summary, sup, svg, table, tbody, td, template, textarea, tfoot, th, thead, time, title, tr, track,
    tt,
    u, ul, `var`, video, wbr, xmp
  // MathML's; behind the others, whose places the model of main content knows.
  case mfenced, mfrac, mi, mover, mroot, mspace, msqrt, msub, msubsup, msup, mtable, mtext, munder, munderover

  /// From 1 to 6 for headings.
  var headingLevel: Int? {
    switch self {
    case .h1: 1
    case .h2: 2
    case .h3: 3
    case .h4: 4
    case .h5: 5
    case .h6: 6
    default: nil
    }
  }

  /// Whether it begins and ends a line.
  var isBlock: Bool {
    switch self {
    case .address, .article, .aside, .blockquote, .body, .caption, .center, .dd, .details, .dialog, .dir, .div, .dl, .dt,
      .fieldset, .figcaption, .figure, .footer, .form, .frameset, .h1, .h2, .h3, .h4, .h5, .h6, .header, .hgroup, .hr, .html,
      .legend, .li, .main, .menu, .nav, .ol, .optgroup, .option, .p, .plaintext, .pre, .search, .section, .select, .summary,
      .table, .tbody, .td, .textarea, .tfoot, .th, .thead, .tr, .ul, .xmp:
      true
    default: false
    }
  }

  /// Whether what stands in it is never shown as text.
  var isInvisible: Bool {
    switch self {
    case .script, .style, .template, .head, .title, .meta, .link, .base, .datalist, .noembed, .noframes, .svg, .canvas, .iframe,
      .object, .embed, .audio, .video, .map, .annotation, .rp:
      true
    default: false
    }
  }

  /// The place of the case among all, from 0.
  var order: Int { Int(unsafeBitCast(self, to: UInt8.self)) }

}

/// The attributes that are read.
enum HTMLAttribute: String, CaseIterable, Sendable {
  case alt, charset, `class`, colspan, content, data, datetime, hidden, href, id, itemprop, itemscope, itemtype, label, lang,
    media,
    name, property, rel, role, rowspan, scope, src, start, style, title, type, value
  case ariaHidden = "aria-hidden"
  case ariaLabel = "aria-label"
  case encoding
  case httpEquiv = "http-equiv"
  case dataLanguage = "data-lang"
}
