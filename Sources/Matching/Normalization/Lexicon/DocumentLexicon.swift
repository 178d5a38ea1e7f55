/// Words for kinds of documents and what they are about, in the languages that business and
/// research write them in; each group is one notion.
///
/// Groups are separated by semicolons, words by blanks; `_` joins the words of a phrase. Accents
/// and case do not count. A word may stand in several groups. The groups are general knowledge of
/// the languages, written by hand for this project after a look at public lists of document types; no
/// list was copied, but a measure on such lists is not independent of them.
enum DocumentLexicon {
  static let groups = """
    book books buch livre ouvrage libro livro boek kniha książka könyv kirja bok bog книга kitap
    βιβλίο carte_livre volum raamat; monograph monographie monografía monografia monografie
    монография monografi monografia_scientifica; textbook lehrbuch manuel_scolaire libro_de_texto
    учебник podręcznik oppikirja lärobok leerboek schoolbook coursebook; chapter kapitel chapitre
    capítulo capitolo hoofdstuk глава rozdział kapitola luku kappale fejezet; part teil partie
    parte deel часть część část osa section abschnitt sección seção sezione sectie extract auszug
    extrait; article artikel aufsatz articolo artículo artigo artykuł článek artikkeli статья cikk
    beitrag άρθρο makale; journal zeitschrift revue revista rivista tijdschrift журнал czasopismo
    časopis tidskrift tidsskrift aikakauslehti folyóirat periodical periodikum périodique periodico
    magazine magazin; newspaper zeitung journal_quotidien periódico giornale krant газета gazeta
    noviny sanomalehti tidning avis; press presse prensa imprensa stampa pers пресса prasa tisk;
    press_release pressemitteilung presseinformation communiqué comunicado_de_prensa
    comunicato_stampa persbericht пресс-релиз news_release media_release; news nachrichten
    nouvelles actualités noticias notícias notizie nieuws новости uutiset nyheter announcement
    ankündigung mitteilung anuncio annuncio; newsletter rundbrief bulletin boletín bollettino
    boletim infobrief nieuwsbrief; report bericht rapport informe relatório relazione rapporto
    verslag отчет доклад raport zpráva raportti rapportti jelentés έκθεση rapor reporte memoria
    reporting selvitys; technical technisch technique técnico tecnico technisch tekninen teknisk
    технический techniczny technický műszaki tech; research forschung recherche investigación
    pesquisa ricerca onderzoek исследование badania výzkum tutkimus forskning kutatás; study studie
    étude estudio estudo studio onderzoeksstudie исследование studium tutkielma; scientific
    wissenschaftlich scientifique científico scientifico wetenschappelijk научный naukowy vědecký
    tieteellinen tieteellisessä vetenskaplig academic akademisch scholarly académico; annual
    jährlich annuel anual annuale jaarlijks годовой roczny yearly jahresbericht year_end; activity
    tätigkeit activité actividad atividade attività activiteit деятельность; thesis dissertation
    diss doctoral doktorarbeit these thèse tesis tese tesi proefschrift диссертация rozprawa
    disertace väitöskirja avhandling értekezés doctoraat phd promotion doctorate hochschulschrift
    abschlussarbeit; master masters masterarbeit magister máster mestrado maîtrise laurea_magistrale
    msc diplomarbeit tesina mémoire memoire магистр магистерская; bachelor bachelors bachelorarbeit
    licence licenciatura bakkalaureat бакалавр бакалаврская undergraduate bsc kandidaat
    fin_de_grado trabajo_fin_de_grado proyecto_fin_de_carrera; habilitation hdr
    habilitation_à_diriger_des_recherches venia_legendi; work arbeit travail trabajo trabalho
    lavoro werk работа praca práce työ arbete munka travaux papel; paper papier papel_doc
    communication comunicación comunicação comunicazione mededeling доклад referat; working_paper
    arbeitspapier diskussionspapier document_de_travail documento_de_trabajo
    documento_de_trabalho discussion_paper workpaper werkdocument; white_paper whitepaper weißbuch
    livre_blanc libro_blanco livro_branco libro_bianco witboek; conference konferenz tagung
    conférence conferencia conferência conferenza congreso congresso congrès congress kongress
    conferentie конференция konferencja konference konferenssi symposium symposion colloquium
    colloque coloquio kolloquium convegno workshop seminar; proceedings tagungsband actes actas
    atti anais handelingen материалы_конференции konferenzband; poster póster plakat affiche
    cartel póster постер cartaz locandina; lecture vorlesung vortrag cours conférence_orale
    conferencia_clase lezione palestra aula lezing лекция wykład přednáška luento föreläsning talk
    rede speech discours discurso discorso lesson unterricht leçon lección lição les; presentation
    präsentation présentation presentación apresentação presentazione presentatie презентация
    prezentacja prezentace esitys presentationen slides folien slide_deck deck diapositives
    diapositivas foliensatz slideshow diaporama pitch ppt; course kurs cours curso corso cursus курс
    kurz kurssi training schulung formation formación formação formazione opleiding обучение
    szkolenie školení koulutus utbildning training_material elearning e-learning; teaching
    pedagogical pédagogique pedagógico didáctico didactique didattico lehr lehrmaterial
    учебный educational bildungs instructional learning lern aprendizaje aprendizagem apprendimento
    apprentissage; material materialien matériel materiale materiaal материал materiał materiál
    aineisto unterlagen supplies; review rezension besprechung buchbesprechung buchrezension
    compte_rendu reseña recensione recensão recensie рецензия recenzja recenze arvostelu recension
    critique kritik katsaus; peer_review begutachtung évaluation_par_les_pairs
    revisión_por_pares revisione_paritaria gutachten peer-reviewed refereed referiert; comment
    kommentar commentaire comentario comentário commento opmerking комментарий komentarz komentář
    commentary annotation anmerkung stellungnahme; letter brief lettre carta lettera brief письмо
    list dopis kirje brev levél leserbrief anschreiben cover_letter; editorial leitartikel éditorial
    leader vorwort_der_redaktion редакционная edytorial; foreword preface vorwort préface
    avant-propos avant_propos prólogo prefácio prefazione voorwoord предисловие przedmowa prolog
    geleitwort introduction einleitung einführung introducción introdução introduzione inleiding
    введение; afterword postface nachwort epílogo posfácio postfazione nawoord послесловие epilogue;
    abstract zusammenfassung résumé resumen resumo riassunto samenvatting аннотация streszczenie
    abstrakt tiivistelmä sammanfattning kurzfassung summary synopsis executive_summary synthèse
    overview übersicht überblick aperçu panoramica; bibliography bibliografie bibliographie
    bibliografía bibliografia библиография literaturverzeichnis references reference_list
    références; index register verzeichnis índice indice указатель; dictionary wörterbuch
    dictionnaire diccionario dicionário dizionario woordenboek словарь słownik slovník sanakirja
    ordbok lexikon glossary glossar glossaire glosario glossario; encyclopedia encyclopaedia
    enzyklopädie encyclopédie enciclopedia enciclopédia энциклопедия encyklopedia; entry eintrag
    entrée entrada voce verbete запись wpis lemma; reference referenz référence referencia
    referência riferimento nachschlagewerk справочный; translation übersetzung traduction
    traducción tradução traduzione vertaling перевод tłumaczenie překlad käännös översättning;
    manuscript manuskript manuscrit manuscrito manoscritto рукопись rękopis rukopis käsikirjoitus;
    preprint vorabdruck prépublication preprint_server препринт pre-print eprint e-print
    vorveröffentlichung working_version; postprint accepted_manuscript; publication
    veröffentlichung publicación publicação pubblicazione publicatie публикация publikacja
    publikace julkaisu publikation published publié publicado julkaistu; edition ausgabe édition
    edición edição edizione editie издание wydanie vydání painos utgåva edited herausgegeben
    editor herausgeber éditeur; series reihe série serie collana reeks серия; collection sammlung
    colección coleção collezione raccolta verzameling коллекция zbiór sbírka kokoelma samling
    corpus recueil anthology anthologie sammelband; data daten données datos dados dati gegevens
    данные dane adatok tiedot; dataset data_set datensatz jeu_de_données conjunto_de_datos
    conjunto_de_dados set_di_dati набор_данных zbiór_danych database datenbank base_de_données
    base_de_datos datenbasis databank; software programm logiciel programa programma программа
    oprogramowanie ohjelmisto programvara szoftver application anwendung aplicación aplicação
    applicazione app source_code quellcode code_source; documentation dokumentation documentación
    documentação documentazione documentatie документация dokumentacja dokumentace dokumentaatio;
    document dokument documento документ asiakirja dokumentum doc file datei fichier archivo
    ficheiro; manual handbuch manuel guía_de_usuario manuale handleiding руководство podręcznik_użytkownika
    příručka käsikirja handbok kézikönyv handbook bedienungsanleitung user_guide
    mode_d_emploi betriebsanleitung instruction_manual gebruiksaanwijzing notice_d'utilisation;
    guide leitfaden guía guia guida gids путеводитель przewodnik průvodce opas anleitung
    instructions anweisung instrucciones istruzioni howto how-to tutorial ratgeber richtlinie
    guideline ligne_directrice directriz linea_guida; standard norm norme norma стандарт norma_techniczna
    standardi specification spezifikation spécification especificación especificação specifica
    specificatie lastenheft pflichtenheft cahier_des_charges requirements anforderungen exigences
    requisitos requisiti; patent brevet patente brevetto octrooi патент patentti szabadalom
    patentschrift utility_model gebrauchsmuster modelo_de_utilidad; trademark marke
    marque_déposée marca_registrada marchio merk; license licence lizenz licencia licença licenza
    licentie лицензия licencja; contract vertrag contrat contrato contratto contract_agreement договор
    umowa smlouva sopimus avtal agreement vereinbarung accord acuerdo acordo accordo overeenkomst
    sow statement_of_work leistungsbeschreibung; nda non-disclosure
    geheimhaltungsvereinbarung accord_de_confidentialité; law gesetz loi ley lei legge wet закон
    legal rechtlich juridique jurídico giuridico; policy politik politique política politica beleid
    политика richtlinien; procedure verfahren procédure procedimiento procedimento procedura
    процедура sop prozessbeschreibung process prozess processus proceso processo; plan plano piano
    план plán suunnitelma terv roadmap fahrplan feuille_de_route; management verwaltung gestion
    gestión gestão gestione beheer управление zarządzanie hallinta; project projekt projet proyecto
    projeto progetto project_doc проект hanke; proposal antrag proposition propuesta proposta
    voorstel предложение wniosek návrh ehdotus förslag offer angebot offre oferta offerta offerte
    bid gebot soumission tender ausschreibung appel_d'offres licitación quote quotation cotización
    devis kostenvoranschlag preventivo orçamento presupuesto; grant funding förderung financement
    financiación financiamento finanziamento förderantrag fördermittel subvention subvención;
    deliverable ergebnis livrable entregable entregável lieferergebnis arbeitsergebnis; milestone
    meilenstein jalon hito marco mijlpaal; minutes protokoll procès-verbal acta verbale notulen ata
    протокол протокол_собрания protokół zápis pöytäkirja meeting_notes besprechungsprotokoll
    compte_rendu_de_réunion; meeting besprechung sitzung réunion reunión reunião riunione
    vergadering собрание spotkanie kokous möte; agenda tagesordnung ordre_du_jour orden_del_día
    ordine_del_giorno повестка; note notiz notice_note nota aantekening заметка notatka poznámka
    muistio anteckning memo memorandum mémorandum vermerk aktennotiz; form formular formulaire
    formulario formulário modulo formulier форма formularz lomake blankett; template vorlage modèle
    plantilla modelo_documento sjabloon шаблон szablon šablona malli mall muster; checklist
    checkliste liste_de_contrôle lista_de_control lista_di_controllo prüfliste; list liste lista
    elenco lijst список; table tabelle tableau tabla tabela tabella tabel таблица spreadsheet
    tabellenkalkulation hoja_de_cálculo excel; price preis prix precio preço prezzo prijs цена cena
    hinta pris pricing tarif tarifa listino tariffario; price_list preisliste liste_de_prix
    lista_de_precios listino_prezzi prijslijst прайс-лист pricelist rate_card price_book
    price_sheet tariff; invoice rechnung facture factura fatura fattura factuur счет faktura lasku
    bill; order auftrag commande pedido ordine bestelling заказ zamówienie bestellung
    purchase_order po; receipt quittung beleg reçu recibo ricevuta; catalog catalogue katalog
    catálogo catalogo catalogus каталог luettelo; brochure broschüre prospekt folleto brochura
    opuscolo dépliant depliant flyer leaflet flugblatt faltblatt pamphlet handzettel tract
    prospectus брошюра broszura esite broschyr handout; datasheet data_sheet datenblatt
    fiche_technique ficha_técnica scheda_tecnica spec_sheet fact_sheet factsheet produktdatenblatt
    technical_data_sheet; case_study fallstudie étude_de_cas estudio_de_caso estudo_de_caso
    caso_di_studio casestudy success_story erfolgsgeschichte anwenderbericht referenzbericht
    témoignage_client customer_story reference_story caso_de_éxito testimonial; sales vertrieb
    ventes ventas vendas vendite verkoop продажи sprzedaż myynti försäljning selling; customer kunde
    client cliente klant клиент klient asiakas kund; product produkt produit producto produto
    prodotto product_artikel продукт tuote termék; market markt marché mercado mercato рынок rynek
    markkina marketing vermarktung mercadotecnia; competition competitor wettbewerb konkurrenz
    wettbewerber concurrent competidor concorrente battlecard battle_card competitive
    wettbewerbsvergleich; comparison vergleich comparaison comparación comparação confronto
    vergelijking сравнение comparative; analysis analyse análisis análise analisi анализ analiza
    analýza analyysi evaluation auswertung bewertung évaluation evaluación avaliação valutazione
    assessment audit prüfung; test prueba teste prova тест próba testi testing prüfbericht;
    financial finanziell financier financiero financeiro finanziario финансовый; statement
    erklärung déclaration declaración declaração dichiarazione; budget etat budgetplan; business
    geschäft affaires negocio negócio affari бизнес commercial geschäftlich; strategy strategie
    stratégie estrategia estratégia strategia стратегия; cv resume_cv lebenslauf
    curriculum_vitae; certificate zertifikat certificat certificado certificato сертификат urkunde
    attestation; security sicherheit sécurité seguridad segurança sicurezza veiligheid
    безопасность; release veröffentlichungsversion release_notes versionshinweise notes_de_version
    notas_de_la_versión changelog änderungsprotokoll whats_new; faq frequently_asked_questions
    häufige_fragen foire_aux_questions preguntas_frecuentes questions_answers q_a; installation
    install einrichtung instalación instalação installazione установка setup inbetriebnahme; video
    film vidéo película filme movie видео wideo elokuva videó motion_picture moving_image clip;
    audio sound ton son sonido som suono geluid звук ääni ljud recording aufnahme enregistrement
    grabación gravação registrazione podcast tonaufnahme; audiovisual audiovisuell audiovisuel
    multimedia; music musik musique música musica muziek музыка musiikki score partitur partition
    partitura musical_notation; image bild picture imagen imagem immagine beeld afbeelding
    изображение obraz obrázek kuva grafik grafika graphic graphique gráfico figure abbildung
    illustration zeichnung drawing dessin dibujo desenho disegno tekening рисунок diagram diagramme
    diagrama schaubild chart plot schema infographic; photo photograph foto fotografie photographie
    fotografía fotografia fotó фотография valokuva; map karte carte mapa mappa kaart карта kartta
    karta térkép carte_géographique cartographic atlas; website web_site webseite site_web
    sitio_web sito_web web_page internetseite homepage веб-сайт strona_internetowa site web
    webpage; blog weblog blogbeitrag blog_post billet_de_blog bitácora; interview entretien
    entrevista intervista vraaggesprek интервью wywiad haastattelu; questionnaire fragebogen
    cuestionario questionário questionario vragenlijst анкета survey umfrage enquête encuesta
    inquérito sondaggio; event veranstaltung événement evento evenement событие wydarzenie
    tapahtuma; exhibition ausstellung exposition exposición exposição mostra esposizione
    tentoonstelling выставка wystawa näyttely utställning; object objekt objet objeto oggetto
    voorwerp объект artifact artefakt artefact gegenstand; service dienst dienstleistung servicio
    serviço servizio dienst услуга usługa palvelu tjänst; model modell modèle modelo modello
    модель; workflow arbeitsablauf flux_de_travail flujo_de_trabajo flusso_di_lavoro; simulation
    simulación; correction corrigendum erratum berichtigung rectification corrección errata
    addendum nachtrag; retraction rückzug rétractation retractación withdrawal; other sonstige
    andere autre otro otros outro altro altri ander другое inne jiné muu övrigt misc miscellaneous
    verschiedenes divers varios diverso vario unspecified; text texte texto testo tekst текст
    teksti szöveg; contribution beitrag_zu contribución contribuição contributo bijdrage вклад
    contributor; invited eingeladen invité invitado convidado invitato; national nationale nacional
    nazionale nationaal национальный; international internationale internacional internazionale
    internationaal международный kansainvälinen; history geschichte histoire historia história
    storia geschiedenis история historical historisch historique histórico storico; archive archiv
    archives archivo arquivo archivio archief архив; interactive interaktiv interactif interactivo
    interattivo; resource ressource recurso risorsa bron ресурс; internal intern interne interno
    внутренний; committee ausschuss comité commissione; decision entscheidung décision decisión
    decisão decisione beschluss; opinion meinung avis opinión opinião parere mening; essay essai
    ensayo ensaio saggio эссе; biography biografie biographie biografía; speech_transcript transcript
    transkript transcription transcripción trascrizione; poem gedicht poème poema poesia; novel
    roman novela romanzo; student studentisch étudiant estudiante studente; popular divulgación
    divulgation vulgarisation populärwissenschaftlich divulgativo general_audience; clinical klinisch
    clinique clínico clinico клинический; trial versuch essai_clinique ensayo_clínico studie_klinisch;
    public öffentlich publique público pubblico; department abteilung département departamento
    dipartimento departmental
    """
}
