extension Vocabulary.Lists {
  /// Without accents, as words are looked up: `für` is `fur`, `daß` is `dass`.
  static let german = Vocabulary.Lists(
    classes: [
      (
        .function,
        """
        der die das des dem den ein eine einer eines einem einen und oder aber sondern denn wenn dann als wie zu zum zur bei beim von vom
        fur aus in im ins an am auf uber unter vor nach mit ohne durch gegen um bis seit wahrend wegen zwischen es er sie wir ihr ihm ihn
        ihre ihren ihrem ihres sein seine seinen seinem seiner ich mich mir du dich dir sich man wer was welche welcher welches dass ob
        weil da hier dort dies diese dieser dieses diesem diesen jener jede jeder jedes alle aller allen kein keine keinen nicht nur auch
        noch schon sehr ist sind war waren wird werden wurde wurden worden hat haben hatte hatten kann konnen konnte muss mussen soll
        sollen darf durfen mag mogen will wollen so sowie damit dabei dazu davon daran darauf mehr
        """
      ),
      (
        .modal,
        """
        muss mussen soll sollen sollte sollten darf durfen kann konnen hat haben verpflichtet erforderlich zulassig unzulassig verboten
        erlaubt vorgeschrieben stets nie niemals
        """
      ),
      (.conditional, "wenn falls sofern soweit ausser es sei denn bis sobald andernfalls sonst nur ohne bevor nachdem ob statt"),
      (
        .unit,
        """
        meter metern m km cm mm kilogramm kg g gramm tonnen tonne liter litern sekunden sekunde minuten minute stunden stunde tage tagen
        tag wochen woche monate monaten monat jahre jahren jahr prozent euro cent punkte grad mal bytes kb mb gb zeichen stufen runden
        pixel zeilen spalten
        """
      ),
      (.definition, "bedeutet bezeichnet heisst besteht umfasst gilt gelten versteht liefert nennt genannt beschreibt"),
      (
        .imperative,
        """
        verwenden setzen wahlen klicken drucken geben legen offnen schliessen erstellen entfernen installieren prufen speichern loschen
        schreiben lesen beachten starten stoppen kopieren andern ersetzen nehmen stellen ziehen
        """
      ),
      (.address, "sie ihnen du dich dir euch ihr"),
      (
        .licence,
        """
        copyright urheberrecht urheberrechte lizenz lizenzen lizenzgeber lizenznehmer lizenziert gewahrleistung haftung haftet garantie
        garantien weitergabe vervielfaltigung marke marken warenzeichen patent patente rechte vorbehalten genehmigung nutzungsrechte
        """
      ),
      (
        .credit,
        """
        herausgeber redaktion autor autoren autorin verlag druck gedruckt auflage isbn ubersetzung ubersetzer lektorat satz illustration
        illustrationen danksagung dank gewidmet impressum mitwirkende veroffentlicht gestaltung
        """
      ),
      (
        .reference,
        "doi isbn issn bd hrsg vgl ebd zeitschrift verlag universitat http https www abgerufen proc journal springer jahrgang"
      ),
      (
        .navigation,
        """
        startseite menu anmelden registrieren abonnieren newsletter cookies cookie teilen drucken suche suchen zuruck weiter nachste
        vorherige kommentare folgen herunterladen kontakt datenschutz impressum inhalt
        """
      ),
      (.narrative, "er sie ihn ihm sein seine ich mich mir mein meine wir unser sagte war waren hatte hatten wurde ging kam"),
      (
        .selfReference,
        """
        kapitel abschnitt abschnitte anhang handbuch buch dokument leitfaden leser leserin anleitung ausgabe verzeichnis inhalt
        dokumentation teil band seite seiten
        """
      ),
      (
        .change,
        "hinzugefugt behoben korrigiert aktualisiert entfernt geandert verbessert umbenannt anderungen version revision fehler neu"
      ),
      (
        .month,
        "januar februar marz april mai juni juli august september oktober november dezember jan feb mrz apr jun jul aug sep okt nov dez"
      ),
      (.pointer, "siehe abschnitt kapitel tabelle abbildung anhang artikel seite teil vgl paragraph absatz nummer"),
    ],
    boilerplate: """
      dieses buch, dieses handbuch, dieses dokument, dieses kapitel, dieser abschnitt, diese seite, alle rechte, rechte vorbehalten, siehe
      auch, mehr erfahren, weiter lesen, die autoren, der autor, der leser
      """)
}
