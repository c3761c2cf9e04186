<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
<context>
    <name>About</name>
    <message>
        <source>About Partner Reader</source>
        <translation>Acerca de Partner Reader</translation>
    </message>
    <message>
        <source>Free software: you may use it, pass it on and change it.</source>
        <translation>Software libre: puede usarlo, entregarlo a otras personas y modificarlo.</translation>
    </message>
    <message>
        <source>Its licence is the GNU Affero General Public License, version 3 or later; it comes without any warranty.</source>
        <translation>Su licencia es la GNU Affero General Public License, versión 3 o posterior; se ofrece sin garantía alguna.</translation>
    </message>
    <message>
        <source>The texts of all licences are in {folder}: LICENSE is the program&apos;s own, the others are in licenses.</source>
        <translation>Los textos de todas las licencias están en {folder}: LICENSE es la del programa; las demás están en licenses.</translation>
    </message>
    <message>
        <source>The texts of the licences were not brought along with this copy.</source>
        <translation>Esta copia no trae los textos de las licencias.</translation>
    </message>
    <message>
        <source>Part</source>
        <translation>Componente</translation>
    </message>
    <message>
        <source>Version</source>
        <translation>Versión</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>Licencia</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>Texto</translation>
    </message>
    <message>
        <source>The library is not open yet.</source>
        <translation>La biblioteca todavía no está abierta.</translation>
    </message>
    <message>
        <source>Version {number} of the library.</source>
        <translation>Versión {number} de la biblioteca.</translation>
    </message>
    <message>
        <source>Rights in the document itself: {rights}</source>
        <translation>Derechos sobre el documento mismo: {rights}</translation>
    </message>
    <message>
        <source>The official edition is not held in this library.</source>
        <translation>La edición oficial no está en esta biblioteca.</translation>
    </message>
    <message>
        <source>Official edition</source>
        <translation>Edición oficial</translation>
    </message>
    <message>
        <source>Our companion guide</source>
        <translation>Nuestra guía de acompañamiento</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Guía de uso</translation>
    </message>
    <message>
        <source>may be passed on</source>
        <translation>se puede entregar a otras personas</translation>
    </message>
    <message>
        <source>may not be passed on</source>
        <translation>no se puede entregar a otras personas</translation>
    </message>
    <message>
        <source>whether it may be passed on is not known</source>
        <translation>no se sabe si se puede entregar a otras personas</translation>
    </message>
    <message>
        <source>rights not stated</source>
        <translation>derechos no indicados</translation>
    </message>
    <message>
        <source>name not recorded</source>
        <translation>nombre no registrado</translation>
    </message>
    <message>
        <source>Stated by {who}, {day}.</source>
        <translation>Según {who}, {day}.</translation>
    </message>
    <message>
        <source>date not recorded</source>
        <translation>fecha no registrada</translation>
    </message>
    <message>
        <source>Source: {source}.</source>
        <translation>Origen: {source}.</translation>
    </message>
    <message>
        <source>Checksum (SHA-256) begins {digits}.</source>
        <translation>La suma de verificación (SHA-256) comienza con {digits}.</translation>
    </message>
    <message>
        <source>What it is made of</source>
        <translation>De qué está hecho</translation>
    </message>
    <message>
        <source>What the library holds</source>
        <translation>Qué contiene la biblioteca</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Text view</source>
        <translation>Vista de texto</translation>
    </message>
    <message>
        <source>Page view</source>
        <translation>Vista de página</translation>
    </message>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>Quit</source>
        <translation>Salir</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>Atrás</translation>
    </message>
    <message>
        <source>Forward</source>
        <translation>Adelante</translation>
    </message>
    <message>
        <source>Go to page</source>
        <translation>Ir a la página</translation>
    </message>
    <message>
        <source>Search the library</source>
        <translation>Buscar en la biblioteca</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>Buscar en este documento</translation>
    </message>
    <message>
        <source>Next hit</source>
        <translation>Resultado siguiente</translation>
    </message>
    <message>
        <source>Previous hit</source>
        <translation>Resultado anterior</translation>
    </message>
    <message>
        <source>Side panel</source>
        <translation>Panel lateral</translation>
    </message>
    <message>
        <source>Larger</source>
        <translation>Más grande</translation>
    </message>
    <message>
        <source>Smaller</source>
        <translation>Más pequeño</translation>
    </message>
    <message>
        <source>Fit the width</source>
        <translation>Ajustar al ancho</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>Pantalla completa</translation>
    </message>
    <message>
        <source>Appearance</source>
        <translation>Apariencia</translation>
    </message>
    <message>
        <source>As the system</source>
        <translation>Como el sistema</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>Clara</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>Oscura</translation>
    </message>
    <message>
        <source>Clear the highlighting</source>
        <translation>Quitar el resaltado</translation>
    </message>
    <message>
        <source>Clear my reading data …</source>
        <translation>Borrar mis datos de lectura…</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>Rehacer</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy with citation</source>
        <translation>Copiar con cita</translation>
    </message>
    <message>
        <source>Select all on this page</source>
        <translation>Seleccionar toda la página</translation>
    </message>
    <message>
        <source>Add a bookmark</source>
        <translation>Agregar un marcador</translation>
    </message>
    <message>
        <source>Links on this page …</source>
        <translation>Enlaces de esta página…</translation>
    </message>
    <message>
        <source>Fit the page</source>
        <translation>Ajustar a la página</translation>
    </message>
    <message>
        <source>Actual size</source>
        <translation>Tamaño real</translation>
    </message>
    <message>
        <source>Pages one below the other</source>
        <translation>Páginas una debajo de otra</translation>
    </message>
    <message>
        <source>One page at a time</source>
        <translation>Una página a la vez</translation>
    </message>
    <message>
        <source>Facing pages</source>
        <translation>Páginas enfrentadas</translation>
    </message>
    <message>
        <source>Reduce motion</source>
        <translation>Reducir el movimiento</translation>
    </message>
    <message>
        <source>User guide</source>
        <translation>Guía de uso</translation>
    </message>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Copy details for support</source>
        <translation>Copiar datos para soporte</translation>
    </message>
    <message>
        <source>About Partner Reader</source>
        <translation>Acerca de Partner Reader</translation>
    </message>
    <message>
        <source>Sepia</source>
        <translation>Sepia</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>Alto contraste</translation>
    </message>
</context>
<context>
    <name>AddressBox</name>
    <message>
        <source>A link out of the library</source>
        <translation>Un enlace fuera de la biblioteca</translation>
    </message>
    <message>
        <source>Nothing is opened from here. You can copy the address.</source>
        <translation>Desde aquí no se abre nada. Puede copiar la dirección.</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
</context>
<context>
    <name>BookmarkDelegate</name>
    <message>
        <source>Name of the bookmark</source>
        <translation>Nombre del marcador</translation>
    </message>
</context>
<context>
    <name>BookmarkHistory</name>
    <message>
        <source>add bookmark</source>
        <translation>agregar marcador</translation>
    </message>
    <message>
        <source>remove bookmark</source>
        <translation>quitar marcador</translation>
    </message>
    <message>
        <source>rename bookmark</source>
        <translation>cambiar el nombre del marcador</translation>
    </message>
    <message>
        <source>move bookmark</source>
        <translation>mover marcador</translation>
    </message>
</context>
<context>
    <name>BookmarkModel</name>
    <message>
        <source>page {label}</source>
        <translation>página {label}</translation>
    </message>
</context>
<context>
    <name>Bookmarks</name>
    <message>
        <source>Open</source>
        <translation>Abrir</translation>
    </message>
    <message>
        <source>“{name}” was removed.</source>
        <translation>Se quitó «{name}».</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Marcadores</translation>
    </message>
    <message>
        <source>No bookmarks yet. Ctrl+D keeps the place you are reading.</source>
        <translation>Todavía no hay marcadores. Ctrl+D guarda el lugar que está leyendo.</translation>
    </message>
    <message>
        <source>Bookmark this place</source>
        <translation>Guardar este lugar</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>Deshacer</translation>
    </message>
    <message>
        <source>Rename</source>
        <translation>Cambiar el nombre</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>Quitar</translation>
    </message>
</context>
<context>
    <name>Card</name>
    <message>
        <source>Our rendering of the title. Original: {title}</source>
        <translation>Traducción nuestra del título. Original: {title}</translation>
    </message>
    <message>
        <source>Official edition</source>
        <translation>Edición oficial</translation>
    </message>
    <message>
        <source>Our companion guide</source>
        <translation>Nuestra guía de acompañamiento</translation>
    </message>
    <message>
        <source>Official edition: not held in this library</source>
        <translation>Edición oficial: no está en esta biblioteca</translation>
    </message>
    <message>
        <source>Author not established</source>
        <translation>Autoría no establecida</translation>
    </message>
    <message>
        <source>year not established</source>
        <translation>año no establecido</translation>
    </message>
    <message>
        <source>How to add it</source>
        <translation>Cómo agregarla</translation>
    </message>
    <message>
        <source>known in English</source>
        <translation>se conoce en inglés</translation>
    </message>
    <message>
        <source>known in Spanish</source>
        <translation>se conoce en español</translation>
    </message>
    <message>
        <source>Author, year and language not established</source>
        <translation>Autoría, año e idioma no establecidos</translation>
    </message>
    <message>
        <source>language not established</source>
        <translation>idioma no establecido</translation>
    </message>
</context>
<context>
    <name>ClearBox</name>
    <message>
        <source>Clear my reading data</source>
        <translation>Borrar mis datos de lectura</translation>
    </message>
    <message>
        <source>This removes for good what this program keeps about your reading. The library itself is not changed.</source>
        <translation>Esto elimina para siempre lo que el programa guarda sobre su lectura. La biblioteca no cambia.</translation>
    </message>
    <message>
        <source>Where I stopped reading</source>
        <translation>Dónde dejé de leer</translation>
    </message>
    <message>
        <source>What I searched for</source>
        <translation>Lo que busqué</translation>
    </message>
    <message numerus="yes">
        <source>My bookmarks (%n)</source>
        <translation>
            <numerusform>Mis marcadores (%n)</numerusform>
            <numerusform>Mis marcadores (%n)</numerusform>
        </translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
</context>
<context>
    <name>Commands</name>
    <message>
        <source>Copy</source>
        <translation>Copiar</translation>
    </message>
    <message>
        <source>Copy with citation</source>
        <translation>Copiar con la cita</translation>
    </message>
    <message>
        <source>Select the page</source>
        <translation>Seleccionar la página</translation>
    </message>
    <message>
        <source>Clear the selection</source>
        <translation>Quitar la selección</translation>
    </message>
    <message>
        <source>Links on this page …</source>
        <translation>Enlaces de esta página …</translation>
    </message>
    <message>
        <source>Follow the link</source>
        <translation>Seguir el enlace</translation>
    </message>
    <message>
        <source>Copy the address</source>
        <translation>Copiar la dirección</translation>
    </message>
</context>
<context>
    <name>ContentsModel</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n resultado</numerusform>
            <numerusform>%n resultados</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ContentsPanel</name>
    <message>
        <source>Contents</source>
        <translation>Contenido</translation>
    </message>
</context>
<context>
    <name>Copying</name>
    <message>
        <source>official edition</source>
        <translation>edición oficial</translation>
    </message>
    <message>
        <source>companion guide</source>
        <translation>guía de acompañamiento</translation>
    </message>
    <message>
        <source>page {label}</source>
        <translation>página {label}</translation>
    </message>
    <message>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>DetailsDialog</name>
    <message>
        <source>Details for support</source>
        <translation>Datos para soporte</translation>
    </message>
    <message>
        <source>These lines were copied: paste them into your message. Nothing of what you read or searched for is in them.</source>
        <translation>Estas líneas se copiaron: péguelas en su mensaje. No contienen nada de lo que usted leyó o buscó.</translation>
    </message>
</context>
<context>
    <name>DocumentBar</name>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n resultado</numerusform>
            <numerusform>%n resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>{now} of {total}</source>
        <translation>{now} de {total}</translation>
    </message>
</context>
<context>
    <name>Following</name>
    <message>
        <source>official edition</source>
        <translation>edición oficial</translation>
    </message>
    <message>
        <source>companion guide</source>
        <translation>guía de acompañamiento</translation>
    </message>
</context>
<context>
    <name>Frame</name>
    <message>
        <source>Side panel</source>
        <translation>Panel lateral</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>Contenido</translation>
    </message>
    <message>
        <source>Results ({total})</source>
        <translation>Resultados ({total})</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
    <message>
        <source>Marks</source>
        <translation>Marcas</translation>
    </message>
</context>
<context>
    <name>Help</name>
    <message>
        <source>This library holds no user guide.</source>
        <translation>Esta biblioteca no tiene guía de uso.</translation>
    </message>
</context>
<context>
    <name>Hint</name>
    <message>
        <source>To find something:</source>
        <translation>Para encontrar algo:</translation>
    </message>
    <message>
        <source>type in the field above. Every document is searched, in both languages.</source>
        <translation>escriba en el campo de arriba. Se busca en todos los documentos, en los dos idiomas.</translation>
    </message>
    <message>
        <source>To read:</source>
        <translation>Para leer:</translation>
    </message>
    <message>
        <source>choose a language on one of the documents below.</source>
        <translation>elija abajo un documento y su idioma.</translation>
    </message>
    <message>
        <source>No network?</source>
        <translation>¿Sin conexión?</translation>
    </message>
    <message>
        <source>None is needed. Everything works without one.</source>
        <translation>No hace falta. Todo funciona sin Internet.</translation>
    </message>
    <message>
        <source>Got it</source>
        <translation>Entendido</translation>
    </message>
</context>
<context>
    <name>HitModel</name>
    <message>
        <source>Page {label}</source>
        <translation>Página {label}</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n pasaje</numerusform>
            <numerusform>%n pasajes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Home</name>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n documento</numerusform>
            <numerusform>%n documentos</numerusform>
        </translation>
    </message>
    <message>
        <source>Getting the library ready: {done} of {total}</source>
        <translation>Preparando la biblioteca: {done} de {total}</translation>
    </message>
    <message>
        <source>Getting the library ready …</source>
        <translation>Preparando la biblioteca…</translation>
    </message>
</context>
<context>
    <name>HomePage</name>
    <message>
        <source>About this library</source>
        <translation>Acerca de esta biblioteca</translation>
    </message>
    <message>
        <source>To the introduction</source>
        <translation>Ir a la introducción</translation>
    </message>
    <message>
        <source>This page as a document</source>
        <translation>Esta página como documento</translation>
    </message>
</context>
<context>
    <name>HowToAdd</name>
    <message>
        <source>Official edition not held</source>
        <translation>Edición oficial no disponible</translation>
    </message>
    <message>
        <source>The publisher&apos;s own edition of this document is not held in this library.</source>
        <translation>La edición de la propia editorial de este documento no está en esta biblioteca.</translation>
    </message>
    <message>
        <source>Where to look for it</source>
        <translation>Dónde buscarla</translation>
    </message>
    <message>
        <source>No public page is established.</source>
        <translation>No está establecida ninguna página pública.</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Rights</source>
        <translation>Derechos</translation>
    </message>
    <message>
        <source>How staff add it</source>
        <translation>Cómo la agrega el personal</translation>
    </message>
    <message>
        <source>With the file at hand, type in a terminal:</source>
        <translation>Con el archivo a mano, escriba en una terminal:</translation>
    </message>
    <message>
        <source>Copy command</source>
        <translation>Copiar el comando</translation>
    </message>
    <message>
        <source>FILE is the PDF; LANG is its language, en or es. Start this program again to read and search it.</source>
        <translation>FILE es el PDF; LANG es su idioma, en o es. Vuelva a abrir este programa para leerlo y buscar en él.</translation>
    </message>
    <message>
        <source>What is not established</source>
        <translation>Lo que no está establecido</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
</context>
<context>
    <name>Landing</name>
    <message>
        <source>On this page</source>
        <translation>En esta página</translation>
    </message>
</context>
<context>
    <name>Languages</name>
    <message>
        <source>English</source>
        <translation>inglés</translation>
    </message>
    <message>
        <source>Spanish</source>
        <translation>español</translation>
    </message>
</context>
<context>
    <name>LinkList</name>
    <message>
        <source>Links on this page</source>
        <translation>Enlaces de esta página</translation>
    </message>
    <message>
        <source>&amp;Links on this page</source>
        <translation>&amp;Enlaces de esta página</translation>
    </message>
    <message>
        <source>Follow</source>
        <translation>Seguir</translation>
    </message>
</context>
<context>
    <name>Links</name>
    <message>
        <source>Page {label}</source>
        <translation>Página {label}</translation>
    </message>
</context>
<context>
    <name>Marking</name>
    <message>
        <source>Page {label}</source>
        <translation>Página {label}</translation>
    </message>
    <message>
        <source>Bookmark</source>
        <translation>Marcador</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>&amp;File</source>
        <translation>&amp;Archivo</translation>
    </message>
    <message>
        <source>&amp;Go</source>
        <translation>&amp;Ir</translation>
    </message>
    <message>
        <source>&amp;Search</source>
        <translation>&amp;Buscar</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>&amp;Ver</translation>
    </message>
    <message>
        <source>&amp;Language</source>
        <translation>I&amp;dioma</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>&amp;Edición</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>A&amp;yuda</translation>
    </message>
</context>
<context>
    <name>Note</name>
    <message>
        <source>Only the site is known, not the exact page.</source>
        <translation>Solo se conoce el sitio, no la página exacta.</translation>
    </message>
    <message>
        <source>Source {number}</source>
        <translation>Fuente {number}</translation>
    </message>
    <message>
        <source>{form} (our proposal)</source>
        <translation>{form} (propuesta nuestra)</translation>
    </message>
    <message>
        <source>In Spanish: {forms}</source>
        <translation>En español: {forms}</translation>
    </message>
    <message>
        <source>In English: {forms}</source>
        <translation>En inglés: {forms}</translation>
    </message>
    <message>
        <source>Copy address</source>
        <translation>Copiar la dirección</translation>
    </message>
    <message>
        <source>Go to the list</source>
        <translation>Ir a la lista</translation>
    </message>
</context>
<context>
    <name>Notices</name>
    <message>
        <source>The file with your bookmarks was empty. A new one is begun.</source>
        <translation>El archivo de sus marcadores estaba vacío. Se comienza uno nuevo.</translation>
    </message>
    <message>
        <source>The file with your bookmarks was damaged. It is kept as {file}, and a new one is begun.</source>
        <translation>El archivo de sus marcadores estaba dañado. Se conserva como {file} y se comienza uno nuevo.</translation>
    </message>
    <message>
        <source>The file with your bookmarks was damaged. What could be read of it is here; the damaged file is kept as {file}.</source>
        <translation>El archivo de sus marcadores estaba dañado. Lo que se pudo leer está aquí; el archivo dañado se conserva como {file}.</translation>
    </message>
    <message>
        <source>The file {file} with your bookmarks is damaged and cannot be put aside.</source>
        <translation>El archivo {file} de sus marcadores está dañado y no se puede apartar.</translation>
    </message>
    <message>
        <source>The file {file} belongs to another program and was left as it is.</source>
        <translation>El archivo {file} pertenece a otro programa y se dejó como está.</translation>
    </message>
    <message>
        <source>The file {file} was written by a newer version of this program and was left as it is.</source>
        <translation>El archivo {file} fue escrito por una versión más reciente de este programa y se dejó como está.</translation>
    </message>
    <message>
        <source>The file {file} cannot be written here.</source>
        <translation>No se puede escribir el archivo {file} en este lugar.</translation>
    </message>
    <message>
        <source>Another program is using the file {file} with your bookmarks.</source>
        <translation>Otro programa está usando el archivo {file} de sus marcadores.</translation>
    </message>
    <message>
        <source>There is no room left to write the file {file}.</source>
        <translation>No queda espacio para escribir el archivo {file}.</translation>
    </message>
    <message>
        <source>The file {file} with your bookmarks cannot be read or written.</source>
        <translation>El archivo {file} de sus marcadores no se puede leer ni escribir.</translation>
    </message>
    <message>
        <source>The file {file} with your bookmarks is no longer there.</source>
        <translation>El archivo {file} de sus marcadores ya no está en su lugar.</translation>
    </message>
    <message>
        <source>Bookmarks made now last only until you close the program.</source>
        <translation>Los marcadores que haga ahora durarán solo hasta que cierre el programa.</translation>
    </message>
    <message>
        <source>Bookmarks made now are kept for you and written as soon as possible.</source>
        <translation>Los marcadores que haga ahora se conservan y se guardarán en cuanto sea posible.</translation>
    </message>
    <message>
        <source>All your bookmarks are saved again.</source>
        <translation>Todos sus marcadores están guardados de nuevo.</translation>
    </message>
    <message>
        <source>Your reading data has been cleared.</source>
        <translation>Sus datos de lectura se borraron.</translation>
    </message>
</context>
<context>
    <name>PageField</name>
    <message>
        <source>{label} ({page} of {pages})</source>
        <translation>{label} ({page} de {pages})</translation>
    </message>
    <message>
        <source>{page} of {pages}</source>
        <translation>{page} de {pages}</translation>
    </message>
    <message>
        <source>Page</source>
        <translation>Página</translation>
    </message>
    <message>
        <source>Type a page number and press Enter (Ctrl+G)</source>
        <translation>Escriba un número de página y presione Entrar (Ctrl+G)</translation>
    </message>
</context>
<context>
    <name>PageModel</name>
    <message>
        <source>Page {label}</source>
        <translation>Página {label}</translation>
    </message>
    <message numerus="yes">
        <source>%n hit(s)</source>
        <translation>
            <numerusform>%n resultado</numerusform>
            <numerusform>%n resultados</numerusform>
        </translation>
    </message>
    <message>
        <source>being read</source>
        <translation>en lectura</translation>
    </message>
</context>
<context>
    <name>PageView</name>
    <message>
        <source>This page cannot be shown.</source>
        <translation>No se puede mostrar esta página.</translation>
    </message>
    <message>
        <source>Page view</source>
        <translation>Vista de página</translation>
    </message>
    <message>
        <source>Page {label}, {page} of {pages}</source>
        <translation>Página {label}, {page} de {pages}</translation>
    </message>
    <message>
        <source>Drawing …</source>
        <translation>Dibujando…</translation>
    </message>
    <message>
        <source>Click here to try again.</source>
        <translation>Haga clic aquí para intentarlo de nuevo.</translation>
    </message>
</context>
<context>
    <name>Recent</name>
    <message>
        <source>Continue:</source>
        <translation>Continuar:</translation>
    </message>
    <message>
        <source>page {label}</source>
        <translation>página {label}</translation>
    </message>
</context>
<context>
    <name>SearchField</name>
    <message>
        <source>Search the library</source>
        <translation>Buscar en la biblioteca</translation>
    </message>
    <message>
        <source>Search all documents, in both languages (Ctrl+K)</source>
        <translation>Buscar en todos los documentos, en los dos idiomas (Ctrl+K)</translation>
    </message>
    <message>
        <source>Clear</source>
        <translation>Borrar</translation>
    </message>
</context>
<context>
    <name>SearchHead</name>
    <message>
        <source>Search for “{words}”</source>
        <translation>Buscar «{words}»</translation>
    </message>
    <message>
        <source>Only in this document</source>
        <translation>Solo en este documento</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>Buscar en este documento</translation>
    </message>
    <message>
        <source>Getting the library ready for searching</source>
        <translation>Preparando la biblioteca para la búsqueda</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>Detener</translation>
    </message>
    <message>
        <source>Get ready for searching</source>
        <translation>Preparar la búsqueda</translation>
    </message>
    <message>
        <source>call-in</source>
        <translation>llamado grupal</translation>
    </message>
    <message>
        <source>custom notifications</source>
        <translation>notificaciones personalizadas</translation>
    </message>
    <message>
        <source>&quot;street outreach&quot;</source>
        <translation>&quot;disuasión focalizada&quot;</translation>
    </message>
</context>
<context>
    <name>SearchPanel</name>
    <message>
        <source>Getting the library ready for searching …</source>
        <translation>Preparando la biblioteca para la búsqueda…</translation>
    </message>
    <message>
        <source>Getting the library ready for searching: {done} of {total}</source>
        <translation>Preparando la biblioteca para la búsqueda: {done} de {total}</translation>
    </message>
    <message>
        <source>Type a word or a “phrase in quotes”. Both languages are searched.</source>
        <translation>Escriba una palabra o una &quot;frase entre comillas&quot;. Se busca en los dos idiomas.</translation>
    </message>
    <message>
        <source>Nothing found. Try fewer or other words.</source>
        <translation>No se encontró nada. Pruebe con menos palabras o con otras.</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>Resultados</translation>
    </message>
    <message>
        <source>The best {shown} of {total} passages</source>
        <translation>Los {shown} mejores de {total} pasajes</translation>
    </message>
    <message numerus="yes">
        <source>%n passage(s)</source>
        <translation>
            <numerusform>%n pasaje</numerusform>
            <numerusform>%n pasajes</numerusform>
        </translation>
    </message>
    <message>
        <source>Searching is not ready, because that was stopped. Everything can be read meanwhile.</source>
        <translation>La búsqueda no está lista porque se detuvo la preparación. Mientras tanto se puede leer todo.</translation>
    </message>
    <message>
        <source>{number} of the best {shown} of {total} passages</source>
        <translation>{number} de los {shown} mejores de {total} pasajes</translation>
    </message>
    <message>
        <source>{number} of {passages}</source>
        <translation>{number} de {passages}</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n documento</numerusform>
            <numerusform>%n documentos</numerusform>
        </translation>
    </message>
    <message>
        <source>{passages} in {documents}</source>
        <translation>{passages} en {documents}</translation>
    </message>
</context>
<context>
    <name>ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>Atajos de teclado</translation>
    </message>
    <message>
        <source>Elsewhere</source>
        <translation>En otras partes</translation>
    </message>
</context>
<context>
    <name>Text</name>
    <message>
        <source>For your site</source>
        <translation>Para su localidad</translation>
    </message>
    <message>
        <source>Our suggestion</source>
        <translation>Nuestra sugerencia</translation>
    </message>
    <message>
        <source>Sources</source>
        <translation>Fuentes</translation>
    </message>
    <message>
        <source>Page {page} has no text to show here; it may be a picture. The page view shows it.</source>
        <translation>La página {page} no tiene texto que mostrar aquí; puede ser una imagen. La vista de página la muestra.</translation>
    </message>
    <message>
        <source>Text taken from the PDF’s pages; the layout is guessed. The page view shows the original.</source>
        <translation>Texto tomado de las páginas del PDF; la disposición es aproximada. La vista de página muestra el original.</translation>
    </message>
</context>
<context>
    <name>TextDialog</name>
    <message>
        <source>&amp;Find:</source>
        <translation>&amp;Buscar:</translation>
    </message>
    <message>
        <source>Find in this window</source>
        <translation>Buscar en esta ventana</translation>
    </message>
    <message>
        <source>&amp;Copy everything</source>
        <translation>&amp;Copiar todo</translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>No se encontró</translation>
    </message>
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Text view</source>
        <translation>Vista de texto</translation>
    </message>
</context>
<context>
    <name>Thumbnails</name>
    <message>
        <source>Pages</source>
        <translation>Páginas</translation>
    </message>
</context>
<context>
    <name>Tools</name>
    <message>
        <source>“{text}”</source>
        <translation>«{text}»</translation>
    </message>
    <message>
        <source>Copied</source>
        <translation>Copiado</translation>
    </message>
    <message>
        <source>There is no text to copy here.</source>
        <translation>Aquí no hay texto que copiar.</translation>
    </message>
    <message>
        <source>The whole document is selected.</source>
        <translation>Se seleccionó todo el documento.</translation>
    </message>
    <message>
        <source>Page {label} is selected.</source>
        <translation>Se seleccionó la página {label}.</translation>
    </message>
    <message>
        <source>There is no text to select on this page.</source>
        <translation>En esta página no hay texto que seleccionar.</translation>
    </message>
    <message>
        <source>The address is copied.</source>
        <translation>Se copió la dirección.</translation>
    </message>
    <message>
        <source>There are no links here.</source>
        <translation>Aquí no hay enlaces.</translation>
    </message>
</context>
<context>
    <name>TroubleBox</name>
    <message>
        <source>Something went wrong</source>
        <translation>Algo salió mal</translation>
    </message>
    <message>
        <source>The program made a mistake; you can go on reading, and what you saved is safe.</source>
        <translation>El programa cometió un error; puede seguir leyendo, y lo que guardó está a salvo.</translation>
    </message>
    <message>
        <source>The details for support hold nothing of what you read or searched for.</source>
        <translation>Los datos para soporte no contienen nada de lo que usted leyó o buscó.</translation>
    </message>
    <message>
        <source>Copy details for support</source>
        <translation>Copiar datos para soporte</translation>
    </message>
    <message>
        <source>Copied. Paste it into your message to support.</source>
        <translation>Copiado. Péguelo en su mensaje a soporte.</translation>
    </message>
</context>
<context>
    <name>Window</name>
    <message>
        <source>The library does not hold this: {place}</source>
        <translation>Esto no está en la biblioteca: {place}</translation>
    </message>
    <message>
        <source>There is no page “{label}” here.</source>
        <translation>Aquí no hay ninguna página «{label}».</translation>
    </message>
</context>
</TS>
