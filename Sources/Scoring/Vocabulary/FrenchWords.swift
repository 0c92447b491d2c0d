extension Vocabulary.Lists {
  /// Without accents, as words are looked up: `été` is `ete`. An elided article is part of its word.
  static let french = Vocabulary.Lists(
    classes: [
      (
        .function,
        """
        le la les un une des du de d l et ou mais ni car donc or si alors que qui quoi dont ou au aux a en dans par pour sur sous avec sans
        entre vers chez pendant avant apres depuis jusque jusqu il elle ils elles on nous vous je tu me te se lui leur leurs son sa ses
        mon ma mes ton ta tes notre nos votre vos ce cet cette ces celui celle ceux celles y ne pas plus moins tres aussi comme quand
        lorsque parce est sont etait etaient ete etre sera seront a ont avait avaient avoir peut peuvent doit doivent faut fait tout tous
        toute toutes chaque aucun aucune meme autre autres
        """
      ),
      (
        .modal,
        "doit doivent devra devront peut peuvent pourra faut obligatoire requis requise necessaire interdit interdite autorise permis toujours jamais"
      ),
      (.conditional, "si sauf quand lorsque lorsqu sinon pourvu sans avant apres jusqu tant condition sous excepte hormis"),
      (
        .unit,
        """
        metres metre m km cm mm kilogrammes kg g grammes tonnes tonne litres secondes seconde minutes minute heures heure jours jour
        semaines semaine mois ans annees pour euros centimes points degres fois octets ko mo caracteres niveaux pixels lignes colonnes
        """
      ),
      (.definition, "signifie designe comprend comporte consiste constitue represente renvoie indique appele appelee definit"),
      (
        .imperative,
        """
        utilisez choisissez cliquez appuyez tapez ouvrez fermez creez ajoutez supprimez installez verifiez enregistrez notez copiez
        modifiez remplacez selectionnez entrez placez prenez mettez lancez
        """
      ),
      (.address, "vous votre vos tu ton ta tes"),
      (
        .licence,
        """
        copyright licence licences droits droit auteur reserves garantie garanties responsabilite redistribution redistribuer marque
        marques brevet brevets concedant licencie autorisation copies distribution modifie
        """
      ),
      (
        .credit,
        """
        editeur editeurs redaction auteur auteurs edition imprime imprimerie isbn traduction traducteur illustration illustrations
        remerciements merci contributeurs dedie publie parution depot legal
        """
      ),
      (.reference, "doi isbn issn vol pp revue presses universite http https www consulte actes journal ibid op cit"),
      (
        .navigation,
        """
        accueil menu connexion inscription abonnez newsletter cookies cookie partager imprimer recherche rechercher precedent suivant
        commentaires suivre telecharger contact sommaire retour
        """
      ),
      (.narrative, "il elle lui son sa ses je me mon ma nous notre etait etaient avait avaient dit fut ils leur"),
      (
        .selfReference,
        "chapitre chapitres section sections annexe annexes manuel livre document guide lecteur lecteurs tutoriel edition index sommaire documentation partie tome page pages"
      ),
      (
        .change,
        "ajoute corrige corrections mis jour supprime modifie ameliore renomme version revision nouveau nouveautes bogue bogues"
      ),
      (
        .month,
        "janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre janv fevr juil sept oct nov dec"
      ),
      (.pointer, "voir section chapitre tableau figure annexe article page alinea partie cf"),
    ],
    boilerplate: """
      ce livre, ce manuel, ce document, ce chapitre, cette section, cette page, ce guide, tous droits, droits reserves, voir aussi, en
      savoir, lire la, le lecteur, les auteurs
      """)
}
