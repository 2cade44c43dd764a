package dev.webhooks.ejb.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlindChoicesTest {

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = ' ',
      value = {
        "abc 0",
        "^a+b?c*$ 0",
        "(ab)? 0",
        "(a|b|c)* 0",
        "(a?)? 1",
        "(?:a*)*? 1",
        "(?<n>a*){2,3} 1",
        "(|) 1",
        "(a*|b*|c|) 2",
        "a*|b* 1",
        "((a*|b*)*)* 3",
        "^?$?x 2",
        "(a)\\1?\\1+ 2",
        "(?=a*)? 1",
        "(?<!b)a{0,1}{2} 1",
        "[(|)]*[](|)]?[^](|)]+[a[(|)]]* 0",
        "\\(|\\) 0",
        "(?i)(?s-m:a*)*\\Q(|*\\E 1",
        // not understood
        "(?x)(a*)* 16",
        "(?x:(a*)*) 16",
      })
  void each_place_counts_once(String pattern, int choices) {
    assertThat(BlindChoices.in(Pattern.compile(pattern), length -> {})).isEqualTo(choices);
  }
}
