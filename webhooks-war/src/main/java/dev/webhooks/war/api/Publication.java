package dev.webhooks.war.api;

import dev.webhooks.core.payload.InvalidInputException;
import dev.webhooks.ejb.Refusal;
import dev.webhooks.ejb.publish.PublishResult;
import dev.webhooks.war.error.Problem;
import dev.webhooks.war.error.Problems;
import dev.webhooks.war.json.InvalidRequestException;
import dev.webhooks.war.json.WireName;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Publishes items of one kind: reads each, hands on those that could be read, and puts the results
 * in the items' order. Thread-safe if its functions are.
 *
 * @param read one item; throws what is wrong with it
 * @param publish those that could be read
 * @param write the data of an accepted one, as JSON
 */
record Publication<I>(
    Function<ByteBuffer, I> read,
    Function<List<I>, List<PublishResult>> publish,
    Function<PublishResult.Accepted, String> write) {

  /** What the use cases name otherwise. */
  private static final Map<String, String> FIELDS =
      Map.of(
          "createdAt", "created",
          "direction", "transfer_type",
          "amount", "transfer_amount");

  private static final String SUCCESS = "{\"status\":\"success\",\"data\":";

  /**
   * The whole answer to one item.
   *
   * @throws InvalidRequestException with what is wrong with it
   * @throws RuntimeException when it could not be stored
   */
  String one(ByteBuffer item) {
    I read;
    try {
      read = read().apply(item);
    } catch (InvalidInputException e) {
      throw new InvalidRequestException(e.errors());
    }
    return answer(publish.apply(List.of(read)).get(0));
  }

  private String answer(PublishResult result) {
    if (result instanceof PublishResult.Accepted accepted) {
      return SUCCESS + write.apply(accepted) + "}";
    }
    throw problem((PublishResult.Refused) result).exception();
  }

  /** One result per item, in order, each a success or an error; never fails. */
  List<String> each(List<ByteBuffer> items) {
    List<I> sound = new ArrayList<>(items.size());
    List<Problem> problems = new ArrayList<>(items.size());
    for (ByteBuffer item : items) {
      problems.add(tryRead(item, sound));
    }
    return merge(problems, sound.isEmpty() ? List.of() : results(sound));
  }

  private List<String> results(List<I> sound) {
    try {
      return publish.apply(sound).stream().map(this::result).toList();
    } catch (RuntimeException e) {
      return Collections.nCopies(sound.size(), Problems.of(e).toJson().toString());
    }
  }

  /** Returns {@link #SOUND} when the item was added to the sound ones. */
  private Problem tryRead(ByteBuffer item, List<I> sound) {
    try {
      sound.add(read().apply(item));
      return SOUND;
    } catch (InvalidInputException e) {
      return Problem.invalid(e.errors());
    } catch (InvalidRequestException e) {
      return Problem.invalid(e.errors());
    }
  }

  private static final Problem SOUND = Problem.internal();

  private static List<String> merge(List<Problem> problems, List<String> results) {
    Iterator<String> next = results.iterator();
    return problems.stream()
        .map(problem -> problem == SOUND ? next.next() : problem.toJson().toString())
        .toList();
  }

  private String result(PublishResult result) {
    return result instanceof PublishResult.Accepted accepted
        ? SUCCESS + write.apply(accepted) + "}"
        : problem((PublishResult.Refused) result).toJson().toString();
  }

  /**
   * Calls what reads and checks an item outside a publication.
   *
   * @throws InvalidRequestException with what is wrong with the item, named as on the wire
   */
  static <T> T translating(Supplier<T> useCase) {
    try {
      return WireName.translating(FIELDS, useCase);
    } catch (InvalidInputException e) {
      throw new InvalidRequestException(e.errors());
    }
  }

  private static Problem problem(PublishResult.Refused refused) {
    return refused.refusal() instanceof Refusal.Invalid invalid
        ? Problem.invalid(WireName.translate(FIELDS, invalid.errors()))
        : Problems.ofRefusal(refused.refusal());
  }
}
