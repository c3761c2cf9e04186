<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="es" sourcelanguage="en">
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
    <name>ContentsPanel</name>
    <message>
        <source>Contents</source>
        <translation>Contenido</translation>
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
    <name>Home</name>
    <message>
        <source>Home</source>
        <translation>Inicio</translation>
    </message>
    <message>
        <source>About this library</source>
        <translation>Acerca de esta biblioteca</translation>
    </message>
    <message>
        <source>Go to the documents</source>
        <translation>Ir a los documentos</translation>
    </message>
    <message numerus="yes">
        <source>%n document(s)</source>
        <translation>
            <numerusform>%n documento</numerusform>
            <numerusform>%n documentos</numerusform>
        </translation>
    </message>
    <message>
        <source>To find something, type in the field above: every document is searched, in both languages.</source>
        <translation>Para encontrar algo, escriba en el campo de arriba: se busca en todos los documentos, en los dos idiomas.</translation>
    </message>
    <message>
        <source>To read, open a document. Everything works without a network.</source>
        <translation>Para leer, abra un documento. Todo funciona sin conexión a Internet.</translation>
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
    <name>SearchPanel</name>
    <message>
        <source>Search for “{words}”</source>
        <translation>Buscar «{words}»</translation>
    </message>
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
        <source>Only in this document</source>
        <translation>Solo en este documento</translation>
    </message>
    <message>
        <source>Find in this document</source>
        <translation>Buscar en este documento</translation>
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
</context>
<context>
    <name>TextView</name>
    <message>
        <source>Text view</source>
        <translation>Vista de texto</translation>
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
