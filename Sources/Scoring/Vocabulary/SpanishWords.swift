extension Vocabulary.Lists {
  /// Without accents, as words are looked up: `días` is `dias`.
  static let spanish = Vocabulary.Lists(
    classes: [
      (
        .function,
        """
        el la los las un una unos unas de del y o u pero ni sino si entonces que quien quienes cual cuales cuyo a al en por para con sin
        sobre bajo entre hacia hasta desde durante antes despues segun contra se lo le les me te nos os su sus mi mis tu tus nuestro
        nuestra este esta estos estas ese esa esos esas aquel aquella esto eso no mas menos muy tambien como cuando donde porque es son
        era eran fue fueron ser sera seran ha han habia haber hay puede pueden debe deben todo todos toda todas cada ningun ninguna
        mismo misma otro otra otros otras ya aunque mientras el ella ellos ellas
        """
      ),
      (
        .modal,
        "debe deben debera deberan puede pueden podra podran obligatorio requerido requiere necesario prohibido permitido siempre nunca"
      ),
      (.conditional, "si salvo excepto cuando siempre caso contrario sino hasta antes despues mientras sin solo condicion"),
      (
        .unit,
        """
        metros metro m km cm mm kilogramos kg g gramos toneladas litros segundos segundo minutos minuto horas hora dias dia semanas semana
        meses mes anos ano ciento euros pesos puntos grados veces bytes caracteres niveles pixeles lineas columnas
        """
      ),
      (.definition, "significa denota comprende consiste incluye representa indica llamado llamada define entiende designa"),
      (
        .imperative,
        """
        use utilice seleccione haga pulse escriba abra cierre cree anada elimine instale compruebe guarde copie modifique reemplace
        introduzca ponga tome ejecute
        """
      ),
      (.address, "usted ustedes tu tus su sus"),
      (
        .licence,
        """
        copyright licencia licencias derechos autor reservados garantia garantias responsabilidad redistribucion marca marcas patente
        patentes licenciante permiso permisos copias distribucion modificado
        """
      ),
      (
        .credit,
        """
        editor editorial editores redaccion autor autores edicion impreso imprenta isbn traduccion traductor ilustracion ilustraciones
        agradecimientos gracias colaboradores dedicado publicado deposito legal
        """
      ),
      (.reference, "doi isbn issn vol pp revista universidad http https www consultado actas ibid op cit journal"),
      (
        .navigation,
        """
        inicio menu acceder registrarse suscribirse boletin cookies cookie compartir imprimir buscar anterior siguiente comentarios
        seguir descargar contacto indice volver
        """
      ),
      (.narrative, "el ella su sus yo me mi nosotros nuestro era eran habia habian dijo fue ellos"),
      (
        .selfReference,
        "capitulo capitulos seccion secciones apendice anexo manual libro documento guia lector lectores tutorial edicion indice documentacion parte tomo pagina paginas"
      ),
      (
        .change,
        "anadido corregido actualizado eliminado cambiado mejorado renombrado cambios version revision errores nuevo novedades"
      ),
      (
        .month,
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre ene feb mar abr jun jul ago sept oct nov dic"
      ),
      (.pointer, "vease seccion capitulo tabla figura apendice anexo articulo pagina parte cf"),
    ],
    boilerplate: """
      este libro, este manual, este documento, este capitulo, esta seccion, esta pagina, esta guia, todos los, derechos reservados, ver
      tambien, leer mas, el lector, los autores
      """)
}
