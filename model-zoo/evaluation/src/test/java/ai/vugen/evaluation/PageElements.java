package ai.vugen.evaluation;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/** The page of a report, read as XML. */
public final class PageElements {
  private final Document page;

  private PageElements(Document page) {
    this.page = page;
  }

  /** Reads a page, which fails unless it is well-formed. */
  public static PageElements parse(String text)
      throws ParserConfigurationException, SAXException, IOException {
    return new PageElements(
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8))));
  }

  /** The elements of a tag, in the order of the page. */
  public List<Element> of(String tag) {
    NodeList nodes = page.getElementsByTagName(tag);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }

  /** The texts of the elements of a tag. */
  public List<String> texts(String tag) {
    return of(tag).stream().map(Element::getTextContent).toList();
  }

  /** The values of an attribute of the elements of a tag. */
  public List<String> attributes(String tag, String name) {
    return of(tag).stream().map(element -> element.getAttribute(name)).toList();
  }
}
