"""What stands above the results: where one looks, what came of it, and what to try while there is nothing."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt, Signal, Slot
from PySide6.QtWidgets import QCheckBox, QLabel, QProgressBar, QPushButton, QVBoxLayout, QWidget


class SearchHead(QWidget):
    """Shows what the panel says; tells of words to look for, and of the wish to stop or begin getting ready."""

    asked = Signal(str)  # words of an example or a suggestion
    stop_asked = Signal()
    build_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.here = QCheckBox(self)
        self.here.setEnabled(False)
        self.said = QLabel(self)
        self.said.setWordWrap(True)
        self.said.setTextFormat(Qt.TextFormat.PlainText)
        self.said.setObjectName("muted")
        self.bar = QProgressBar(self)
        self.bar.setTextVisible(False)
        self.bar.setFixedHeight(8)
        self.stop, self.build, self.instead = self._button(), self._button(), self._button()
        self.examples = [self._button() for _ in range(3)]
        self._words = [""] * 3
        self._suggestion = ""
        head = QVBoxLayout(self)
        head.setContentsMargins(14, 10, 14, 8)
        head.setSpacing(6)
        for widget in (self.here, self.said, self.bar):
            head.addWidget(widget)
        for button in (self.stop, self.build, self.instead, *self.examples):
            head.addWidget(button, 0, Qt.AlignmentFlag.AlignLeft)
        self.stop.clicked.connect(self.stop_asked)
        self.build.clicked.connect(self.build_asked)
        self.instead.clicked.connect(self._take_suggestion)
        for button in self.examples:
            button.clicked.connect(self._take_example)
        self.show_state()
        self.retranslate()

    def _button(self) -> QPushButton:
        button = QPushButton(self)
        button.setObjectName("quiet")
        return button

    def show_state(self, *, done: int = 0, total: int = 0, stopped: bool = False, suggestion: str = "", examples: bool = False) -> None:
        """How far getting ready has come, or that it was stopped; another spelling; examples. All else is put away."""
        self.bar.setVisible(total > 0)
        self.stop.setVisible(total > 0)
        if total > 0:
            self.bar.setRange(0, total)
            self.bar.setValue(done)
        self.build.setVisible(stopped)
        self._suggestion = suggestion
        self.instead.setVisible(bool(suggestion))
        for button in self.examples:
            button.setVisible(examples)
        self._name_instead()

    @Slot()
    def _take_suggestion(self) -> None:
        self.asked.emit(self._suggestion)

    @Slot()
    def _take_example(self) -> None:
        for button, words in zip(self.examples, self._words, strict=True):
            if button is self.sender():
                self.asked.emit(words)

    def _name_instead(self) -> None:
        if self._suggestion:
            self.instead.setText(self.tr("Search for “{words}”").format(words=self._suggestion))

    def changeEvent(self, event: QEvent) -> None:
        """Follows the language."""
        if event.type() == QEvent.Type.LanguageChange:
            self.retranslate()
        super().changeEvent(event)

    def retranslate(self) -> None:
        """All words; the examples are such as the library answers in that language."""
        self.here.setText(self.tr("Only in this document"))
        self.here.setAccessibleName(self.tr("Find in this document"))
        self.bar.setAccessibleName(self.tr("Getting the library ready for searching"))
        self.stop.setText(self.tr("Stop"))
        self.build.setText(self.tr("Get ready for searching"))
        self._words = [self.tr("call-in"), self.tr("custom notifications"), self.tr('"street outreach"')]
        for button, words in zip(self.examples, self._words, strict=True):
            button.setText(words)
            button.setAccessibleName(self.tr("Search for “{words}”").format(words=words.strip('"')))
        self._name_instead()
